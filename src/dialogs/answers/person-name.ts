/**
 * Names: Chinese with or without a listed surname, names joined by “·”, and foreign names. Refuses what is plainly
 * something else (称呼, 数字, 常用词, 地名), so that a command or a question is never stored as a person.
 */
import { bare, halfWidth } from '../hear'
import type { NotAnswered, ReadAnswer } from './answer-type'
import { ANSWER_WORDS } from './answer-words'

const SURNAMES = new Set(
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺宿信郦束茹满国阙麻双泮归朴谯皮闻党帅逄相后佘佴'.split(
    '',
  ),
)
const COMPOUND = /^(?:欧阳|司马|上官|诸葛|夏侯|东方|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|司徒|司空|端木|轩辕|南宫|独孤)/
const CARRIER =
  /^(?:(?:我|俺|本人|他|她|老人|对方|孩子)?(?:的)?(?:姓名|名字|全名|大名|名)?(?:是|就叫|叫做|叫|为|[:：])|本人|姓名|名字)\s*/
/** 我妈叫陈桂英; 我老公是军人 is nobody's name. */
const KIN_CALLED =
  /^(?:我|俺|他|她|孩子|俺家|我家)?(?:的)?(?:老伴|老婆|老公|媳妇|丈夫|妻子|爱人|对象|儿子|女儿|闺女|爸爸?|妈妈?|爹|娘|父亲|母亲|爷爷|奶奶|姥姥|姥爷|外公|外婆|公公|婆婆|岳父|岳母|哥哥?|弟弟?|姐姐?|妹妹?|叔叔?|大爷|大娘|孙子|孙女|男的|女的|男方|女方)(?:的)?(?:(?:姓名|名字|全名|大名)(?:是|叫)|就叫|叫做|叫|名叫)/
const KINSHIP =
  /^(?:我|俺|他|她|孩子)?(?:的|家)?(?:老伴|老婆|老公|媳妇|丈夫|妻子|爱人|对象|儿子|女儿|闺女|孩子|爸爸|妈妈|爸|妈|爹|娘|父亲|母亲|爷爷|奶奶|姥姥|姥爷|外公|外婆|哥哥?|弟弟?|姐姐?|妹妹?|孙子|孙女|儿媳|女婿|公公|婆婆|本人|自己|老大|老二|老三|一个人)$/
/** Words that begin like a name but are none. */
const WORDS = new Set(
  '都对 马上 方便 方法 安全 平安 高兴 应该 时间 全部 都是 都有 都没 都没有 成吧 和谐 单身 单位 于是 严重 严禁 温度 强烈 管用 管他 费用 任何 何时 何必 何况 关于 解决 解释 原来 后来 后面 后天 来了 明天 明白 明年 高龄 和我 和你 和他 包括 信息 相信 相关 连着 满意 计算 保密 保存 保障 常常 文件 文化 时候 路上 路口 国家 双方 双人 左右 向前 成功 成员 连续 简单 全家 全都 全是 强制 关闭 关系 应当 查询 查看 修改 单子 司机 官方 台湾 江苏 甘肃 云南 贵州 辽宁 吉林 青海 海南 湖南 湖北 江西 浙江 福建 广西 宁夏 新疆 西藏 四川 陕西 山西 河北 北京 上海 天津 重庆 安徽 温州 宿州 广东 河南 山东 好的 谢谢 你好 您好 可以 再见 没有 没了 没事 不对 不是 好吧 行吧 行了 对的 知道 清楚 继续 哈哈 等等 稍等 未婚 已婚 离异 丧偶 上班 上学 务农 在家 社保卡 银行卡 身份证 户口本 户口簿 常住地 地址'.split(
    ' ',
  ),
)
/** Signs of a sentence, a number, a date or a place: in a name without a listed surname they are no part of it. */
const NOT_IN_NAMES =
  /[证本口户映丢补办的了吗呢么什怎哪谁您你我他她它这那不没很要想能会是有在个只都也就还吧啊打零工作月周年日号午早晚上下前后块元给请说看问办领一二三四五六七八九十两百千万县镇村区市省路街]|津贴|低保|补贴|救助|登记/
const NOT_AFTER_SURNAME = /[吗呢么什怎哪谁的]|路$|律师|医生|老师|主任|书记|户口|津贴|补贴|低保|救助|登记/
/** Sounds of names written without “·”: 阿卜杜热依木. */
const SOUNDS =
  /^[阿卜杜热依木买提江克尔巴拉吐吾布力古丽迪夏孜尼牙亚森麦合艾海山努肉则图玛罕帕孜姆赛伊萨达娜才让多杰卓扎西央宗次仁旦增德吉桑格顿珠平措洛罗拥彭措根呼和勒苏其木娃]+$/
const ONLY_NUMERALS = /^[零〇一二两三四五六七八九十百千万亿几\d]+[元块岁个口人号]?$/

export const readPersonName: ReadAnswer = (text, _field, context) => {
  const said = bare(text)
  const name = said
    .replace(/^姓(.)[,，]?(?:名|叫|名字叫)/, '$1')
    .replace(KIN_CALLED, '')
    .replace(CARRIER, '')
    .replace(/(?:女士|先生|同志|老人家)$/, '')
    .trim()
  if (/^\p{Script=Han}/u.test(name)) return chineseName(name, said !== name, context.regions.find(name) !== undefined)
  return foreignName(name)
}

function chineseName(name: string, carried: boolean, isPlace: boolean) {
  const compact = name.replace(/\s+/g, '')
  if (KINSHIP.test(compact)) return refuse('kinship')
  if (isPlace || WORDS.has(compact) || ONLY_NUMERALS.test(compact)) return refuse('unrecognised')
  if (/^[\p{Script=Han}·•・.．-]+$/u.test(compact) && /[·•・.．-]/.test(compact)) return joinedName(compact)
  if (!/^\p{Script=Han}+$/u.test(compact)) return refuse('unrecognised')
  const letters = [...compact].length
  if (letters === 1) return refuse(carried || SURNAMES.has(compact) ? 'tooShort' : 'unrecognised')
  const surnamed = COMPOUND.test(compact) ? letters <= 5 : SURNAMES.has(compact.charAt(0)) && letters <= 4
  if (surnamed && !NOT_AFTER_SURNAME.test(compact)) return take(compact, true)
  const plausible = letters <= 3 ? !/^(.)\1+$/u.test(compact) : letters <= 15 && SOUNDS.test(compact)
  return plausible && !NOT_IN_NAMES.test(compact) ? take(compact, carried) : refuse('unrecognised')
}

/** 阿依古丽·买买提 : any of the usual dots is kept as “·”. */
function joinedName(name: string) {
  const parts = name.split(/[·•・.．-]/)
  if (parts.some((part) => part === '') || [...name].length > 40) return refuse('characters')
  return take(parts.join('·'), true)
}

function foreignName(name: string) {
  const latin = halfWidth(name).replace(/\s+/g, ' ')
  if (!/^\p{L}/u.test(latin)) return refuse('unrecognised')
  if (!/^[\p{L}\p{M}][\p{L}\p{M}' .\-·,]{1,60}$/u.test(latin)) return refuse('characters')
  return /^(?:ok|okay|yes|no|hi|hello|hey|bye|help|stop|quit|exit)$/i.test(latin)
    ? refuse('unrecognised')
    : take(latin, false)
}

/** `exact`: surely a name, so that it is understood out of turn. */
const take = (value: string, exact: boolean) => ({ ok: true, value, exact }) as const

function refuse(problem: 'unrecognised' | 'tooShort' | 'kinship' | 'characters'): NotAnswered {
  return { ok: false, problem, say: ANSWER_WORDS.name[problem] }
}
