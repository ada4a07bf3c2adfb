/** Programmes (事项), the divisions that own them and the facets residents ask about. */
export const DIVISIONS = {
  'social-assistance': '社会救助',
  'elderly-services': '养老服务',
  marriage: '婚姻登记',
  children: '儿童福利',
  disability: '残疾人福利',
  funeral: '殡葬服务',
  community: '基层治理',
  organizations: '社会组织',
  charity: '慈善与志愿',
  'place-names': '区划地名',
} as const

export type Division = keyof typeof DIVISIONS
export type ProgrammeId = string

export const FACETS = [
  '是什么',
  '谁可以申请',
  '不能申请的情形',
  '标准',
  '材料',
  '流程',
  '时限',
  '在哪办',
  '费用',
  '动态管理',
  '救济',
] as const

export type Facet = (typeof FACETS)[number]

export interface Programme {
  readonly id: ProgrammeId
  readonly division: Division
  readonly title: string
  readonly short: string
  readonly aliases: readonly string[]
  readonly colloquial: readonly string[]
  /** What somebody says of wanting it, where that is no name for it: 离婚, 领养. Heard only when said alone or after 我要. */
  readonly verbs: readonly string[]
  readonly owner: string
  readonly dialog?: string | undefined
  readonly related: readonly ProgrammeId[]
  readonly offers: readonly string[]
}
