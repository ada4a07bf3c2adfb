/**
 * The same people doing harmless things: without these the danger classifier would take any sentence about a husband, a
 * child or an old mother for a cry for help. Only learned from, never measured on.
 */
const PEOPLE =
  '我|俺|他|她|我妈|我爸|俺娘|俺爹|老伴|老公|我男人|对象|媳妇|儿子|闺女|女儿|儿媳妇|女婿|孙子|孙女|外孙|孩子|娃|奶奶|爷爷|婆婆|公公|邻居|弟弟|姐姐|嫂子|护工|老师|隔壁大爷'

const DOINGS = `
在家看电视|去赶集了|去上班了|在地里干活|下班回来了|在厨房做饭|给我打电话了|过年才回来|身体挺好|在城里买了房|退休了|一个月两千块|会用手机|不识字|不太会说话
喜欢下棋|爱听戏|爱跳广场舞|去医院拿药了|昨天体检了|配了眼镜|装了假牙|常年吃药|血压有点高|腿脚不太好|耳朵背|记性不好|走路拄拐|坐轮椅出门|有残疾证|残疾二级
陪我来的|在外面等着|帮我填的表|拿着材料|忘带身份证了|把照片拍好了|签过字了|按过手印了|去村里盖章了|跟我一个户口|户口在外地|在外打工|在上海带孩子|上小学三年级|上大学了|毕业了
写作业呢|睡午觉呢|放学了|上幼儿园|学习不错|不爱说话|爱笑|挺孝顺|挺听话|有点倔|脾气急|爱唠叨|抽烟喝酒|爱打牌|嫌麻烦|不想去|不同意|不着急|说随便|都商量好了|跟我吵了两句又好了
给我买衣服了|给我送饭来|推我出去转转|给我洗脚|帮我洗澡|扶我上楼|接我出院|开车带我去|抱着孩子|哄孩子睡了|喂孩子吃饭|打疫苗去了|打针去了|打零工|打工挣钱|打扫屋子|打麻将去了
住我家|住养老院挺好|住楼上|搬走了|回老家了|出差了|出院了|好多了|没事了|退烧了|能走路了|自己能做饭|吃得不多|睡得挺香|过生日|结婚三年了|离婚了|再婚了|怀孕了|去世好几年了|走了五年了
种五亩地|养了几头猪|开个小店|没有工作|没收入|有点存款|有一辆旧车|欠了点债|领过低保|吃过五保|当过兵|当村干部|是党员|是老师
想问问补贴|想办个证|想查进度|等通知呢|昨天去过窗口|材料交了|公示完了|还没批下来|钱到账了|卡办好了`

/** Said to us about the talk itself, or in answer. */
const SAYINGS = `
我再想想|你说慢点|你再说一遍|不是这个|我说的是另一个|你没听懂|你说得对|我看看再说|我明天再来|我记下了|我问完了|我等会再问|我先忙了|我手机没电了|字太小看不清|你真有耐心
你是机器人吧|你会说方言吗|这个我知道|那个我也办过|我们村都这样|隔壁村有人领了|听人说有这个|亲戚让我来问|我在网上看到的|我替别人问的|照片在手机里|表填了一半|填错一个字|按错了|打错字了
双方都同意|没有债务|没有孩子|孩子跟我|财产分好了|自愿的|第一次结婚|都是本地人|农村户口|城镇户口|租的房子|自己的老房子|没有车|没有存款|一年八千|一个月一千二|五口人|就我一个人|两个老人两个孩子
今天天气不错|今天真冷|下雨了|堵车来晚了|排了半天队|前面还有十个人|窗口下班了|大厅人真多|停车不好停|带了伞|吃过饭了|还没吃午饭|有点饿了|走累了|歇一会|喝口水`

const listed = (text: string): readonly string[] => text.split(/[|\n]/).filter((each) => each !== '')

/** Each doing with four of the people in turn; two of them together every other time. */
export function everydaySentences(): readonly string[] {
  const people = listed(PEOPLE)
  const doings = listed(DOINGS)
  const person = (n: number) => people[n % people.length] ?? ''
  const doing = (n: number) => doings[n % doings.length] ?? ''
  const told = doings.flatMap((each, i) => [
    `${person(i * 7)}${each}`,
    `${person(i * 7 + 11)}${each}`,
    `${person(i * 5 + 3)}${each}，${person(i * 5 + 13)}${doing(i * 3 + 17)}`,
    `${person(i * 5 + 21)}${each}，${doing(i * 7 + 5)}`,
  ])
  return [...told, ...listed(SAYINGS)]
}
