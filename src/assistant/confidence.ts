/**
 * How sure we are that the best passage answers the question: a logistic model over few readable features, trained and
 * cross-validated by `npm run train` on questions we answer and questions we must not. Weights and thresholds are data.
 */
import type { Hit } from '../knowledge/passage-index'
import calibration from './answer-confidence.json'
import type { Understanding } from './understand'

export interface Signs {
  /** How plainly the question names what another department looks after, in [0, 1]. */
  readonly otherDepartment: number
  /** How much of its words the stored questions speak of. */
  readonly familiar: number
}

const WEIGHTS: readonly (readonly [string, number])[] = Object.entries(calibration.weights)

/** At least this sure: quote. */
export const SURE = calibration.answer
/** At least this sure when the passage belongs to the programme named: less can go wrong. */
export const SURE_NAMED = calibration.answerNamed
/** At least this sure: ask which of the likely ones is meant. */
export const UNSURE = calibration.clarify

export function confidence(hits: readonly Hit[], asked: Understanding, signs: Signs): number {
  const features = confidenceFeatures(hits, asked, signs)
  if (!features) return 0
  let sum = 0
  for (const [name, weight] of WEIGHTS) sum += weight * (name === 'bias' ? 1 : (features[name] ?? 0))
  return 1 / (1 + Math.exp(-sum))
}

export function confidenceFeatures(
  hits: readonly Hit[],
  asked: Understanding,
  signs: Signs,
): Readonly<Record<string, number>> | undefined {
  const best = hits[0]
  if (!best) return undefined
  const rival = hits.find((each) => each.passage.programme !== best.passage.programme)
  const { programme, ...features } = best.features
  return {
    ...features,
    score: best.score,
    named: asked.programmes.length > 0 ? 1 : 0,
    fits: programme === 1 ? 1 : 0,
    misfits: programme < 0 ? 1 : 0,
    margin: Math.min(3, best.score - (rival?.score ?? 0)),
    strongest: Math.max(...hits.slice(0, 5).map((each) => each.features.wording)),
    covered: Math.max(
      ...hits.slice(0, 5).map((each) => Math.max(each.features.textCovers, each.features.wordingCovers)),
    ),
    otherDepartment: signs.otherDepartment,
    familiar: signs.familiar,
    agree: hits.slice(0, 5).filter((each) => each.passage.programme === best.passage.programme).length / 5,
    second: hits[1]?.features.vector ?? 0,
    short: asked.text.length <= 4 ? 1 : 0,
    asksNothing: asked.facets.length === 0 ? 1 : 0,
  }
}
