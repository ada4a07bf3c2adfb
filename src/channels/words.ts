/** The words of the bureau on its pages. `main.ts` passes these or the bureau's own. */

export interface PageWords {
  readonly title: string
  readonly bureau: string
  /** Under the greeting: what this is, in a sentence. */
  readonly greeting: string
  readonly hotline: string
  readonly starters: readonly string[]
}

export const HOME_WORDS: PageWords = {
  title: '民政服务助手',
  bureau: '宿州市民政局',
  greeting: '低保、养老、婚姻登记、困难救助……有什么要办、要问的，直接说就行。',
  hotline: '12345',
  starters: ['低保怎么申请', '高龄津贴', '结婚登记', '离婚登记', '临时救助', '查办件进度'],
}
