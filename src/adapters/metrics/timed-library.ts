/** The content now served, its searches timed: what an answer waits for before anything is written. */
import type { Library } from '../../assistant/turn'
import type { PassageIndex } from '../../knowledge/passage-index'

export function timedLibrary(current: () => Library, observe: (ms: number) => void): () => Library {
  let last: { library: Library; timed: Library } | undefined
  return () => {
    const library = current()
    if (last?.library !== library) last = { library, timed: { ...library, index: timedIndex(library.index, observe) } }
    return last.timed
  }
}

/** Everything else is the index's own. */
function timedIndex(index: PassageIndex, observe: (ms: number) => void): PassageIndex {
  const timed: PassageIndex = Object.create(index)
  timed.search = async (query, options) => {
    const began = performance.now()
    try {
      return await index.search(query, options)
    } finally {
      observe(performance.now() - began)
    }
  }
  return timed
}
