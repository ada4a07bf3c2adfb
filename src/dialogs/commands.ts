/**
 * What a resident may say at any step, in one table. A command is the whole message (but for polite words around it),
 * so that a name such as 王等等 or a story in which something was 取消了 is never taken for one.
 */
import { halfWidth } from './hear'

export type PlainCommand =
  | 'human'
  | 'cancel'
  | 'pause'
  | 'switch'
  | 'back'
  | 'repeat'
  | 'hold'
  | 'goOn'
  | 'keep'
  | 'undo'
  | 'progress'
  | 'show'
  | 'confirm'
  | 'unsure'
  | 'help'

export type Command =
  | { readonly kind: PlainCommand }
  | { readonly kind: 'skip'; readonly as: 'unknown' | 'declined' | 'later' | 'any' }
  | { readonly kind: 'why'; readonly about: string }
  | { readonly kind: 'explain'; readonly term: string }
  | { readonly kind: 'remove' | 'add'; readonly target: string }

const POLITE_BEFORE =
  '(?:(?:请|我们?|麻烦|麻烦你|麻烦您|帮我|给我|帮忙|我想|我要|我想要|想|要|想要|能|能不能|可以|可不可以|可否|那|那就|那我|还是|先|嗯+|哎+|唉|算了|好的?|行|同志|你好|您好|不好意思|对不起|直接)[\\s,，。、]*)*'
const POLITE_AFTER =
  '(?:[\\s,，。、.!！?？~…]*(?:吧|了|呀|啊|哦|呢|嘛|一下|谢谢|谢谢你|谢谢您|好吗|可以吗|行吗|行不行|好不好|吗|哈|再说|算了))*[\\s,，。、.!！?？~…]*'

const whole = (body: string) => new RegExp(`^${POLITE_BEFORE}(?:${body})${POLITE_AFTER}$`, 'i')
const strict = (body: string) => new RegExp(`^(?:${body})[\\s,，。、.!！~…]*$`, 'i')

const DO = '(?:填|办|说|弄|来|写|搞|申请)'
const PLAIN: readonly (readonly [PlainCommand, RegExp])[] = [
  [
    'keep',
    strict(
      '(?:算了[,，]?)?(?:还是)?(?:就)?(?:还?按|用|保留|维持|是)(?:原来|之前|刚才|以前)(?:的|那个|填的)?(?:那个)?(?:吧|算了)?|(?:算了[,，]?)?不(?:用)?[改删]了?(?:吧)?|(?:算了[,，]?)?(?:还是)?(?:先)?(?:留着|别[删改]|不要[删改]|不用[删改])(?:他|她|它)?(?:了|吧|算了)*',
    ),
  ],
  ['undo', strict('撤销|撤回|恢复|还原|恢复刚才的|撤销刚才的|撤销修改|撤销删除')],
  [
    'human',
    whole(
      '(?:转|找|要|叫|接|换)?(?:人工|真人)(?:客服|服务|坐席|处理|接待|回答)?|(?:转|找|叫|换|接)(?:个|一个)?(?:人|工作人员|客服|你们领导)(?:来|说|问|处理)?|(?:跟|和|同)(?:人|真人|工作人员|你们的人)(?:说|讲|谈|聊|通话)(?:话)?|客服|工作人员',
    ),
  ],
  [
    'pause',
    whole(
      `稍后继续|(?:稍后|以后|下次|改天|明天|回头|等会儿?|待会儿?|晚点|有空|过几天|晚上|下午)(?:再)(?:继续)?${DO}?|先存着|保存(?:一下|起来)?|存一下|存档|暂停|先到这(?:里|儿)?|今天先到这(?:里|儿)?|改天|先放(?:着|一放)|我?有事(?:先)?(?:走|忙|出去)(?:一下)?|我先(?:走|忙|去忙)`,
    ),
  ],
  [
    'switch',
    whole(
      `换(?:一)?个?(?:业务|事项|服务|别的|别的业务|别的事)|办(?:别的|其他的?|另外?一?个|别的事)(?:业务|事项|事)?|换业务|其他业务|别的业务`,
    ),
  ],
  [
    'cancel',
    whole(
      '取消(?:申请|办理|预约|登记|填写|这个|掉)?|不办(?:这个|理)?|不想办(?:这个|理)?|不申请|不想申请|退出(?:来|去)?|放弃(?:申请|办理)?|终止|停止(?:办理|填写)?|结束|不弄|不搞|不约|不登记|不预约|不想弄|不想填(?:了)|不要办|别办',
    ),
  ],
  [
    'back',
    whole(
      '上一步|上一(?:个)?(?:题|问题|项)|返回(?:上一步|上一题)?|退回(?:去|上一步)?|回到上一(?:步|题)|前一(?:个)?(?:题|问题|步)|倒回去|回退|退一步|后退|往回|回去',
    ),
  ],
  [
    'repeat',
    whole(
      '重复(?:一遍|一下|问题)?|再(?:说|讲|问|念)(?:一)?(?:遍|次|下)|重(?:新)?(?:说|讲|问)一?遍|没听清楚?|没看清楚?|没听见|刚才问(?:的|我)?(?:的)?(?:是)?(?:什么|啥)|问的?(?:是)?(?:什么|啥)|你(?:说|问)(?:什么|啥|的啥)|什么问题|啥问题|什么|啥',
    ),
  ],
  [
    'progress',
    whole(
      '(?:查|看|查看)?(?:一下)?(?:我的)?(?:办件|办事|办理|申请)?(?:的)?进度|(?:现在)?(?:到)?第几(?:步|题|项)|还(?:有|剩|要)(?:几|多少|几个|多少个)(?:步|题|项|个?问题|个)?(?:要填|没填)?|还(?:要|有|得)多久|(?:刚才|现在)?(?:填|说|问|办)?到哪(?:里|儿|一?步)?|快(?:填|办|问)?完(?:了)?',
    ),
  ],
  [
    'show',
    whole(
      '看?看?(?:一下)?(?:我)?(?:都)?(?:已经?)?填(?:的|了)(?:什么|啥|哪些|内容|东西|信息)?(?:看看)?|看(?:看|一下)已填(?:的|内容)?|总结一下|汇总(?:一下)?|核对一下',
    ),
  ],
  [
    'hold',
    strict(
      '(?:你|您)?(?:稍等|先?等等|先?等一下|先?等下|先?等一?会儿?|等我一下|慢着|别急|不急|等等我|稍等一下|稍候)(?:吧|啊|哈)?(?:[,，。\\s]*(?:我|让我)?(?:去|先|要)?(?:找|看|拿|翻|想|问|查|取|接|去)[^,，。?？]{0,12})?|(?:我|让我)(?:去|先|要|得)*(?:找|看|拿|翻|想|问|查|取)(?:一?下|一?找|一?看|一?想|一?翻|问)*(?:我?的?(?:身份证|户口本|户口簿|证件?|卡|手机|老伴|家里人?|孩子|儿子|女儿|号码|日历|存折|老公|老婆))?(?:再说|再告诉你)?',
    ),
  ],
  [
    'goOn',
    strict(
      '(?:好的?[,，]?|行[,，]?|那[,，]?|我)?(?:继续|接着|接着(?:填|办|说|来)|继续(?:填|办理?|说|吧|来)|往下|下一步|回来了?|我回来了|找到了|开始吧|恢复办理)(?:吧|了)?',
    ),
  ],
  ['unsure', strict('算了|算了吧|唉算了|不填了|太麻烦了?|太多了|麻烦死了')],
  ['help', strict('帮助|怎么用|你能做什么|能说什么|有什么命令|help|菜单')],
]

const CONFIRM =
  /^(?:(?:确认|对|对的|没问题|没错|都对|全对|是的?|好的?|行|可以|提交|确定|无误|正确|没有问题|没毛病|嗯+|OK|核对(?:过|完|好)了?|都没问题|都是对的|信息正确|就这样|没有错|中|成|不用改|不改|递交|交吧|发送)(?:提交|无误|一下|了|吧|的|啊|呀)*[\s,，。、.!！~…]*)+$/i

const SKIPS: readonly (readonly ['unknown' | 'declined' | 'later' | 'any', RegExp])[] = [
  [
    'unknown',
    /^(?:不知道|不清楚|不晓得|不太清楚|不太知道|记不清|记不得|记不住|不记得|忘了|忘记|说不清|说不准|说不好|不确定|不好说|没印象|搞不清|弄不清|不了解|没数|不太确定|拿不准|没算过|算不出来|算不清)(?:楚|具体)?/,
  ],
  [
    'declined',
    /^(?:不想说|不想填|不愿意?说|不愿意?填|不愿意?回答|不方便(?:说|透露|讲|填)?|不便(?:说|透露)|保密|隐私|不告诉你|拒绝回答|不想回答|不想提供|不想讲|不想告诉你|不说|能不说|可以不说|能不填|可以不填)/,
  ],
  [
    'later',
    /^(?:(?:以后|稍后|回头|晚点|后面|等会儿?|待会儿?|下次|到时候|过后)(?:再)?(?:填|补|说|提供|给)(?:上)?|没带(?:在身上|身上)?|(?:身份证|证件?|卡)?(?:没带|不在身边|找不到|不在手边)(?:在身上)?|手(?:头|边|里)没有?|不在身边|先空着|先不写|回去再(?:看|查|说))/,
  ],
  ['any', /^(?:跳过(?:这(?:个|题|项|一题|一项))?|略过|下一(?:个|题|项|个问题)|过|pass|skip|先不填|不填|空着|不写)/i],
]
/** 老人没有电话 */
const NONE_TO_GIVE =
  /^(?:我|他|她|老人|家里|他们)?(?:也|都)?没有?(?:电话|手机|座机|手机号|身份证|证件)(?:的|啊|呀|了)?$/
const SKIP_BEFORE =
  /^(?:(?:这个问题|这(?:个|题|项|一项|一题)?|那个|具体(?:的)?|我|他|她|也|实在|真的?|现在|暂时|都|一时|还|有点|嗯+|哎+|唉|可以|能不能|我能|能|先|请|那|就)[\s,，。]*)*/
const SKIP_AFTER =
  /^(?:了|的|吧|啊|呀|呢|哦|诶|行吗|可以吗|好吗|吗|嘛|具体|多少|是多少|号码|日期|时间|哪天|几号|它|这个|这些|谢谢|[\s,，。、.!！?？~…])*$/

const WHY =
  /^(?:那|请问|你们?|您)?(?:为什么|为啥|为何|干嘛|干吗|凭什么|凭啥|怎么(?=还|非|老|要))(?:还|非|一定)?(?:要|得|需要|老)?(?:我)?(?:问|填|知道|查|提供|写|收集|登记|说|要|留)(?:我|我的)?(.{0,12})$/
const WHY_WHAT_FOR =
  /^(?:你们?|您)?(?:问|要|填|查|知道|收集|登记)(.{0,12}?)(?:是)?(?:干嘛|干吗|干什么|干啥|做什么|做啥|有什么用|有啥用|何用|为了什么|为啥|为什么)(?:用)?(?:呢|啊|呀|的)?$/
/** 存款问来干嘛 · 身份证要它做什么 */
const WHY_ABOUT_FIRST =
  /^(.{1,12}?)(?:问|要|填|查|写)(?:来|它|这个)?(?:是)?(?:干嘛|干吗|干什么|干啥|做什么|做啥|有什么用|有啥用)(?:用)?(?:呢|啊|呀|的)?$/
const WHY_BARE =
  /^(?:这是)?(?:为什么|为啥|为何|干嘛|干吗|凭什么|凭啥|有什么用|有啥用|干什么用的?)(?:呢|啊|呀|这样|要问|问)?$/

const LEARN_FIRST =
  /^(?:我|还是|那|请|让我)*(?:想|要|得)?先(?:了解|看看|听听)(?:一下|清楚|情况|说明)?(?:再(?:说|定|决定|同意))?(?:吧|了)?[\s,，。、.!！~…]*$/

const EXPLAIN_FIRST =
  /^(?:请问|那|那么)?(?:什么是|什么叫|啥是|啥叫|何为|啥算|什么算|怎么算|怎样算)(.{1,16}?)(?:呢|啊|呀)?$/
const EXPLAIN_LAST =
  /^(?:请问|那|那么)?(.{1,16}?)(?:是什么意思|什么意思|是啥意思|啥意思|是什么|是啥|指的?(?:是)?什么|指啥|怎么理解|咋理解)(?:呢|啊|呀)?$/
const EXPLAIN_BARE =
  /^(?:这|那|这个|这是|这个问题)?(?:是)?(?:什么意思|啥意思|没听懂|听不懂|没看懂|看不懂|不明白|没明白|不懂|怎么填|怎么回答|咋填|该怎么填|怎么说|怎么写)(?:呢|啊|呀|了)?$/

const REMOVE = /^(?:请|帮我)?(?:把|将)?(.{1,16}?)(?:给)?(?:删掉|删除|删了|去掉|划掉|移除|不要了|不算了)(?:吧|了)?$/
const REMOVE_FIRST = /^(?:请|帮我)?(?:(?:删掉|删除|删了|去掉|移除)(.{1,60})|不要(.{1,16}))$/
/** 再加一个家庭成员 · 李国强漏了一笔收入: whose list it is may come first. */
const ADD =
  /^(.{0,8}?)(?:我|还|再|要|想)*(?:加|增加|添加|新增|补充|补录|漏了|少了|少填了|漏填了|漏说了)(?:上)?(?:一|1)?(?:个|位|口|笔|项|人)?(.{0,16})$/

/** `labels`: what the present question is called, for “身份证号不记得了”. */
export function commandIn(said: string, labels: readonly string[]): Command | undefined {
  const text = halfWidth(said).trim()
  const closed = text.replace(/[\s,，。、.!！?？~…]+$/, '')
  const plain = PLAIN.find(([, pattern]) => pattern.test(text))
  if (plain) return { kind: plain[0] }
  return skipIn(text, labels) ?? whyIn(closed) ?? explainIn(closed) ?? listChangeIn(closed)
}

/** Only where there is something to confirm. */
export function confirms(said: string): boolean {
  return CONFIRM.test(halfWidth(said).trim())
}

/** Only where a consent is asked for: elsewhere 先了解 may be an answer. */
export function learnsFirst(said: string): boolean {
  return LEARN_FIRST.test(halfWidth(said).trim())
}

function skipIn(text: string, labels: readonly string[]): Command | undefined {
  if (NONE_TO_GIVE.test(text)) return { kind: 'skip', as: 'any' }
  const named = labels.reduce((rest, label) => rest.replace(label, ''), text)
  const core = named.replace(/^(?:是|的|我)+/, '').replace(SKIP_BEFORE, '')
  for (const [as, pattern] of SKIPS) {
    const match = pattern.exec(core)
    if (match && SKIP_AFTER.test(core.slice(match[0].length))) return { kind: 'skip', as }
  }
  return undefined
}

function whyIn(text: string): Command | undefined {
  if (WHY_BARE.test(text)) return { kind: 'why', about: '' }
  const match = WHY.exec(text) ?? WHY_WHAT_FOR.exec(text) ?? WHY_ABOUT_FIRST.exec(text)
  return match
    ? { kind: 'why', about: match[1]?.replace(/^(?:这个|这些|这|它|的|呢|啊)+$|(?:呢|啊|呀)$/g, '') ?? '' }
    : undefined
}

function explainIn(text: string): Command | undefined {
  if (EXPLAIN_BARE.test(text)) return { kind: 'explain', term: '' }
  const match = EXPLAIN_FIRST.exec(text) ?? EXPLAIN_LAST.exec(text)
  return match ? { kind: 'explain', term: match[1] ?? '' } : undefined
}

function listChangeIn(text: string): Command | undefined {
  const removed = REMOVE_FIRST.exec(text) ?? REMOVE.exec(text)
  if (removed) return { kind: 'remove', target: removed[1] ?? removed[2] ?? '' }
  const added = ADD.exec(text)
  return added ? { kind: 'add', target: `${added[1] ?? ''}${added[2] ?? ''}` } : undefined
}
