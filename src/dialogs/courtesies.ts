/** 谢谢, 再见, 嗯, 好的: said to be polite or to show that one listens. Where 嗯 is an answer, it is taken as one first. */
const COURTESY =
  /^(?:好的?[,，\s]*)?(?:谢谢|多谢|感谢|谢了|辛苦了?|麻烦你了|麻烦您了|再见|拜拜|thanks?|thank you)[您你们啊了哈呀！!。~，,\s]*$/i
const NOD = /^(?:嗯+|恩+|哦+|噢|好的?|好吧|好嘞|行|知道|明白|晓得|了解|ok)[了啊呀吧的！!。~，,\s]*$/i

export const isCourtesy = (said: string) => COURTESY.test(said.trim())
export const isNod = (said: string) => NOD.test(said.trim())
