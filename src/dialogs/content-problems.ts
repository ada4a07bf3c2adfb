/** Collects what is wrong with a dialog file, each with its line. */
import type { ContentProblem, LineOf } from '../base/content-file'

export type Path = readonly PropertyKey[]

export type Report = (path: Path, problem: string, remedy: string) => void

export function reporter(file: string, lineOf: LineOf, into: ContentProblem[]): Report {
  return (path, problem, remedy) => {
    into.push({ file, line: lineOf(path), problem, remedy })
  }
}
