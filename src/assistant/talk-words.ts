/** What is said when a resident speaks about an answer instead of asking the next question. Policy never comes from here. */
export const TALK = {
  inShort: '简单说：',
  stillUnclear: '哪一句不明白，把那一句发给我就行；想听人讲，说“转人工”，也可以打{hotline}。',
  source: '上面的话是照公布的文件说的，不是我自己编的。文件名、文号、第几条，都在下面的“依据”里，拿着它去窗口问也行。',
  why: '规定就是这样定的，依据在下面。觉得窗口没有照这个办，可以打{hotline}反映，也可以说“转人工”。',
  still: '上面是按{day}有效的规定说的，每份文件从哪天起施行，见下面的“依据”。要看别的日子，就说“按去年的规定”。',
  sure: '规定是照下面的文件说的，可以核对。但能不能批、发多少，要等民政部门审核确认，我不能打包票。不放心可以打{hotline}再问。',
  more: '关于{programme}，还可以问下面这些；想问别的事，直接说。',
  mayFit: '不符合{programme}的，可以再看看：{others}。把年龄、户口、身体和收入情况告诉我，我帮您初步看看能申请哪一样。',
  refused: '窗口说不符合的：',
  nothingYet: '我还没有说过什么。您想问哪一件事，直接说就行。',
  noneOfThese: '好的，不是这些。您再多说几个字：是谁的事、遇到什么情况、想问能不能办还是怎么办？也可以说“转人工”。',
  mistaken: '对不起，我听错了您的意思。您再说一句：是哪一件事，想问什么？也可以说“转人工”。',
  callBack: '我不能打电话，也不会把您的号码交给别人。要找人说话，可以说“转人工”，或者打{hotline}。',
  nameOnly: '您不用告诉我名字。家里遇到什么事、想问什么，直接说就行；也可以点下面的。',
  whichCounty: '您说的是哪个县（区）？',
} as const
