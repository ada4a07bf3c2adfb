/** What the resident gets: a closed union by `kind`, and one table of labels for the console and the metrics. */
import type { Outcome } from '../domain/rule-set'
import type { Citation } from '../domain/source'

interface Said {
  /** Direct answer, then conditions and every exclusion; plain text with line breaks. replyText() adds the sources. */
  readonly text: string
  readonly citations: readonly Citation[]
  /** Suggested next messages; a channel shows them as buttons. */
  readonly choices: readonly string[]
  readonly programme?: string | undefined
  /** The words are a language model's; the text says so, and a channel that can shows it beside. */
  readonly generated?: true | undefined
  /** What an answer rests on and how sure it was, kept with the transcript for policy staff; no channel shows it. */
  readonly grounds?: { readonly passages: readonly string[]; readonly sure: number } | undefined
}

export interface Assessment {
  readonly programme: string
  readonly outcome: Outcome
}

export interface ReviewSection {
  readonly title: string
  readonly lines: readonly { readonly label: string; readonly shown: string; readonly path: string }[]
}

export type Reply =
  | (Said & {
      readonly kind: 'answer' | 'standard' | 'clarify' | 'notFound' | 'otherDepartment' | 'notice' | 'apology'
    })
  | (Said & { readonly kind: 'assessment'; readonly assessments: readonly Assessment[] })
  | (Said & {
      readonly kind: 'question'
      readonly dialog: string
      readonly field: string
      readonly step: { done: number; of: number }
    })
  | (Said & { readonly kind: 'review'; readonly dialog: string; readonly sections: readonly ReviewSection[] })
  | (Said & { readonly kind: 'receipt'; readonly caseId: string; readonly caseNumber: string })
  | (Said & { readonly kind: 'status'; readonly caseNumber?: string | undefined })
  | (Said & { readonly kind: 'takeover'; readonly operator?: string | undefined })
  | (Said & { readonly kind: 'crisis'; readonly signal: string })

export type ReplyKind = Reply['kind']

export const REPLY_LABELS: Readonly<Record<ReplyKind, string>> = {
  answer: '政策回答',
  standard: '标准金额',
  assessment: '资格初判',
  clarify: '请居民说明',
  question: '表单提问',
  review: '核对信息',
  receipt: '办件回执',
  status: '办件进度',
  notFound: '没有找到',
  otherDepartment: '其他部门',
  takeover: '人工服务',
  crisis: '危险信号',
  notice: '提示',
  apology: '系统致歉',
}
