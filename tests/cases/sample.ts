/** A filled-in intake and the case file made of it; fictitious people and numbers throughout. */
import { fieldCipher } from '../../src/adapters/sql/field-cipher'
import type { CaseFile } from '../../src/cases/case-file'
import type { Intake, IntakeAnswer } from '../../src/domain/intake'
import { RegionTree } from '../../src/domain/region'

export const noon = new Date('2026-11-25T04:00:00.000Z')

/** Any key will do: what it seals lives as long as a test. */
export const testCipher = fieldCipher([{ id: 'test', key: Buffer.alloc(32, 5) }])

export const later = (ms: number) => new Date(noon.getTime() + ms)

export const regions = new RegionTree(
  [
    { code: '341300', name: '宿州市', aliases: ['宿州'] },
    { code: '341323', name: '灵璧县', within: '宿州市', aliases: [] },
  ],
  '宿州市',
)

export function intakeOf(id: string): Intake {
  return {
    id,
    form: { id: 'old-age-allowance', title: '高龄津贴申请', digest: 'sha256:form' },
    programme: 'old-age-allowance',
    answers: [
      answer('applicantName', 'personName', '申请人姓名', '王秀英', true),
      answer('residentId', 'residentId', '身份证号', '341323194001011225', true),
      answer('phone', 'phone', '联系电话', '13900001111', true),
      answer('address', 'address', '住址', '灵璧县灵城镇某路1号', true),
      answer('region', 'region', '户籍所在县区', '灵璧县', false),
    ],
    consents: [
      { group: 'identity', notice: '仅用于高龄津贴审核', noticeDigest: 'sha256:n', basis: [], at: noon.toISOString() },
    ],
    documents: ['居民身份证', '户口簿'],
  }
}

function answer(
  field: string,
  type: IntakeAnswer['type'],
  label: string,
  shown: string,
  sensitive: boolean,
): IntakeAnswer {
  const provenance = { by: 'resident', at: noon.toISOString(), corrected: false } as const
  return { path: field, field, type, label, state: { kind: 'given', value: shown }, shown, sensitive, provenance }
}

let count = 0

/** Every call is another case, unless told which intake or number it has. */
export function caseFileOf(given: Partial<CaseFile> = {}): CaseFile {
  count += 1
  const intake = intakeOf(given.intake ?? `intake_${count}`)
  return {
    id: `case_${String(count).padStart(6, '0')}`,
    number: `2026-341323-${String(count).padStart(4, 'A')}-AAAA-A`,
    intake: intake.id,
    service: { programme: intake.programme, title: '高龄津贴' },
    region: '灵璧县',
    form: intake.form,
    answers: [...intake.answers],
    attachments: [],
    documents: [...intake.documents],
    consents: intake.consents.map((consent) => ({ ...consent, basis: [...consent.basis] })),
    channel: 'web',
    conversation: 'conversation_1',
    retention: 'delivered30d',
    openedAt: noon.toISOString(),
    ...given,
  }
}
