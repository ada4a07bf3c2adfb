/** `npm run eval -- --only screening`: how many questions each form asks before anybody says who they are. */
import type { Dialog } from '../../src/dialogs/dialog'
import { medianOf, screeningLengths } from '../../src/dialogs/screening-length'

export function printScreening(dialogs: Iterable<Dialog>): void {
  console.log('\n## 初筛：报姓名以前要答几问（中位数、最多）')
  for (const dialog of dialogs) {
    const lengths = screeningLengths(dialog)
    console.log(`  ${dialog.title}：${medianOf(lengths)}，最多 ${Math.max(...lengths)}，路数 ${lengths.length}`)
  }
}
