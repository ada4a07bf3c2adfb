/** What every appointment store keeps to, with the case store that books. Called with fresh stores per test. */
import fc from 'fast-check'
import type { PersonalData } from '../../src/assistant/personal-data'
import { type AppointmentStore, HOLD_MS } from '../../src/cases/appointments/appointment-store'
import { freeSlots } from '../../src/cases/appointments/slots'
import type { CaseStore, Opening } from '../../src/cases/case-store'
import type { HandOffQueue } from '../../src/cases/hand-off-queue'
import type { Slot } from '../../src/domain/appointment'
import { caseFileOf, later, noon } from '../cases/sample'

export interface Stores {
  readonly appointments: AppointmentStore
  readonly cases: CaseStore
  readonly handOffs: HandOffQueue
  readonly personalData: PersonalData
  /** The same database through another pool, as a second process has it. */
  readonly rival: AppointmentStore
  readonly rivalCases: CaseStore
}

export const slotAt = (from: string, given: Partial<Slot> = {}): Slot => ({
  ...{ office: 'yongqiao', officeName: '埇桥区婚姻登记处', date: '2026-12-03' },
  ...{ from, to: `${from.slice(0, 2)}:30`, places: 1, ...given },
})

const nine = slotAt('09:00')
const ten = slotAt('10:00')
const days = { from: '2026-12-01', to: '2026-12-31' }
const until = (at: Date) => ({ at, until: new Date(at.getTime() + HOLD_MS) })

export function appointmentStoreContract(on: () => Stores): void {
  const free = async (slot: Slot, at = noon, besides?: string) =>
    freeSlots([slot], await on().appointments.taken(slot.office, { ...days, at, besides }))[0]?.free
  const hold = (holder: string, slot = nine, at = noon) => on().appointments.hold(holder, slot, until(at))
  const book = async (holder: string, slot = nine, at = noon): Promise<Opening> => {
    const caseFile = caseFileOf({ intake: holder })
    return on().cases.open({ caseFile, handOff: `handoff_${holder}`, at, booking: { slot, holder } })
  }
  const booked = async (holder: string, slot = nine) => {
    const opening = await book(holder, slot)
    if (!('caseFile' in opening)) throw new Error(opening.kind)
    return opening.caseFile
  }

  it('gives the last place to one holder, until the clock has passed the hold', async () => {
    expect(await hold('a')).toBe('held')
    expect(await hold('b')).toBe('taken')
    expect(await free(nine)).toBe(0)
    expect(await free(nine, later(HOLD_MS - 1))).toBe(0)
    expect(await free(nine, later(HOLD_MS))).toBe(1)
    expect(await hold('b', nine, later(HOLD_MS))).toBe('held')
  })

  it('prolongs the hold of who chooses the same visit again, and does not count it against them', async () => {
    await hold('a')
    expect(await hold('a', nine, later(60_000))).toBe('held')
    expect(await free(nine, later(HOLD_MS + 1))).toBe(0)
    expect(await free(nine, later(HOLD_MS + 1), 'a')).toBe(1)
  })

  it('holds one visit for a holder: choosing another lets the first go', async () => {
    await hold('a')
    expect(await hold('a', ten)).toBe('held')
    expect([await free(nine), await free(ten)]).toEqual([1, 0])
  })

  it('keeps what was held when the other visit is taken', async () => {
    await hold('a')
    await hold('b', ten)
    expect(await hold('a', ten)).toBe('taken')
    expect(await free(nine)).toBe(0)
  })

  it('lets go of a hold, and never of a booking', async () => {
    await hold('a')
    await on().appointments.release('a')
    expect(await free(nine)).toBe(1)
    await booked('a')
    await on().appointments.release('a')
    expect(await free(nine, later(10 * HOLD_MS))).toBe(0)
  })

  it('books with the case: the hold becomes a booking that no clock ends', async () => {
    await hold('a')
    const caseFile = await booked('a')
    const { places: _, ...visit } = nine
    expect(await on().appointments.find(caseFile.id)).toEqual(visit)
    expect(await free(nine, later(100 * HOLD_MS))).toBe(0)
    expect(await hold('b', nine, later(100 * HOLD_MS))).toBe('taken')
  })

  it('books a place whose hold has lapsed while nobody else took it', async () => {
    await hold('a')
    expect((await book('a', nine, later(2 * HOLD_MS))).kind).toBe('opened')
  })

  it('opens no case when somebody else has the place by then', async () => {
    await hold('a')
    await hold('b', nine, later(2 * HOLD_MS))
    expect(await book('a', nine, later(2 * HOLD_MS))).toEqual({ kind: 'placeTaken' })
    expect(await on().cases.list(10)).toEqual([])
    expect(await on().handOffs.backlog()).toMatchObject({ due: 0 })
  })

  it('books once when the resident confirms twice', async () => {
    const two = slotAt('09:00', { places: 2 })
    const first = await booked('a', two)
    expect(await book('a', two)).toEqual({ kind: 'openedBefore', caseFile: first })
    expect(await free(two)).toBe(1)
  })

  it('frees no more places than there are when the bureau cuts them below what was booked', async () => {
    const three = slotAt('09:00', { places: 3 })
    for (const holder of ['a', 'b', 'c']) await booked(holder, three)
    expect(await free(slotAt('09:00', { places: 2 }))).toBe(0)
    expect(await hold('d', slotAt('09:00', { places: 2 }))).toBe('taken')
  })

  describe('a change of a booking', () => {
    const event = (caseFile: { id: string; number: string }, before: Slot, after?: Slot) => {
      const common = { case: caseFile.id, number: caseFile.number, at: noon.toISOString(), before: visit(before) }
      return after
        ? ({ type: 'appointment.moved', ...common, after: visit(after) } as const)
        : ({ type: 'appointment.cancelled', ...common } as const)
    }

    it('moves it, frees the old place, and tells the backend after the case', async () => {
      const caseFile = await booked('a')
      const moved = event(caseFile, nine, ten)
      expect(await on().appointments.change(moved, { to: ten, handOff: 'h2', at: noon })).toBe('changed')
      expect(await on().appointments.find(caseFile.id)).toEqual(visit(ten))
      expect([await free(nine), await free(ten)]).toEqual([1, 0])
      const claim = (at: Date) => on().handOffs.claim({ now: at, until: later(99_000), atMost: 9 })
      expect((await claim(noon)).map(({ id, event }) => [id, event])).toEqual([['handoff_a', undefined]])
      const accepted = { kind: 'accepted', backendNumber: 'n' } as const
      await on().handOffs.settle({ id: 'handoff_a', attempts: 0 }, accepted, later(1))
      expect((await claim(later(2))).map(({ id, event }) => [id, event])).toEqual([['h2', moved]])
    })

    it('gives it up and frees the place', async () => {
      const caseFile = await booked('a')
      const given = event(caseFile, nine)
      expect(await on().appointments.change(given, { handOff: 'h2', at: noon })).toBe('changed')
      expect(await on().appointments.find(caseFile.id)).toBeUndefined()
      expect(await free(nine)).toBe(1)
      expect(await on().appointments.change(given, { handOff: 'h3', at: noon })).toBe('changedBefore')
      expect(await on().handOffs.backlog()).toMatchObject({ due: 2 })
    })

    it('keeps the old place when the new one is taken, and tells nobody', async () => {
      const caseFile = await booked('a')
      await booked('b', ten)
      const how = { to: ten, handOff: 'h2', at: noon }
      expect(await on().appointments.change(event(caseFile, nine, ten), how)).toBe('taken')
      expect(await on().appointments.find(caseFile.id)).toEqual(visit(nine))
      expect(await on().handOffs.backlog()).toMatchObject({ due: 2 })
    })

    it('holds nothing for a change that came too late', async () => {
      const caseFile = await booked('a')
      const other = slotAt('11:00')
      const how = { to: ten, handOff: 'h2', at: noon }
      expect(await on().appointments.change(event(caseFile, other, ten), how)).toBe('changedBefore')
      expect(await free(ten)).toBe(1)
    })

    it('takes effect once of twenty at the same time, from two processes', async () => {
      const caseFile = await booked('a')
      const tries = Array.from({ length: 20 }, (_, i) => {
        const to = slotAt('10:00', { places: 20 })
        const store = i % 2 === 0 ? on().appointments : on().rival
        return store.change(event(caseFile, nine, to), { to, handOff: `h_${i}`, at: noon })
      })
      const ends = await Promise.all(tries)
      expect(ends.filter((end) => end === 'changed')).toHaveLength(1)
      expect(await free(slotAt('10:00', { places: 20 }))).toBe(19)
    })
  })

  it('frees the place of a case its resident withdrew', async () => {
    const { id, number } = await booked('a')
    const event = { type: 'case.withdrawn', case: id, number, at: noon.toISOString() } as const
    await on().cases.amend({ event, handOff: 'h2', at: noon })
    expect(await on().appointments.find(id)).toBeUndefined()
    expect(await free(nine)).toBe(1)
  })

  it('leaves the place taken, and nobody’s, when the case is erased', async () => {
    const { id } = await booked('a')
    await on().handOffs.settle({ id: 'handoff_a', attempts: 0 }, { kind: 'accepted', backendNumber: 'n' }, noon)
    const deed = { actor: 'staff', purpose: '本人要求', at: noon }
    expect(await on().personalData.erase({ kind: 'case', id }, deed)).toMatchObject({ kind: 'erased' })
    expect(await on().appointments.find(id)).toBeUndefined()
    expect(await free(nine)).toBe(0)
  })

  it('forgets visits that are over and holds that have lapsed, and nothing else', async () => {
    await booked('a', slotAt('09:00', { date: '2026-11-24' }))
    await booked('b')
    await hold('c', ten)
    const limit = new Date(0)
    const at = later(2 * HOLD_MS)
    await on().personalData.expire({ drafts: limit, delivered: limit, questions: limit }, at)
    const held = await on().appointments.taken('yongqiao', { from: '2026-01-01', to: '2026-12-31', at: noon })
    expect(held).toEqual([{ date: '2026-12-03', from: '09:00', count: 1 }])
  })

  describe('two hundred at the same time, from two processes', () => {
    const side = (i: number) => (i % 2 === 0 ? on().appointments : on().rival)

    it('hold one place: one has it, 199 are told', async () => {
      const tries = Array.from({ length: 200 }, (_, i) => side(i).hold(`holder_${i}`, nine, until(noon)))
      const ends = await Promise.all(tries)
      expect(ends.filter((end) => end === 'held')).toHaveLength(1)
      expect(ends.filter((end) => end === 'taken')).toHaveLength(199)
      expect(await free(nine)).toBe(0)
    })

    it('take over one lapsed hold: one has it', async () => {
      await hold('lapsed')
      const at = later(2 * HOLD_MS)
      const ends = await Promise.all(
        Array.from({ length: 200 }, (_, i) => side(i).hold(`holder_${i}`, nine, until(at))),
      )
      expect(ends.filter((end) => end === 'held')).toHaveLength(1)
    })

    it('book one place: one case is opened, and one is handed off', async () => {
      const ends = await Promise.all(
        Array.from({ length: 200 }, (_, i) => {
          const holder = `holder_${i}`
          const opening = { caseFile: caseFileOf({ intake: holder }), handOff: `handoff_${holder}`, at: noon }
          const cases = i % 2 === 0 ? on().cases : on().rivalCases
          return cases.open({ ...opening, booking: { slot: nine, holder } })
        }),
      )
      expect(ends.filter(({ kind }) => kind === 'opened')).toHaveLength(1)
      expect(ends.filter(({ kind }) => kind === 'placeTaken')).toHaveLength(199)
      expect(await on().cases.list(10)).toHaveLength(1)
      expect(await on().handOffs.backlog()).toMatchObject({ due: 1 })
    })

    it('fill a visit of seven places with seven', async () => {
      const seven = slotAt('09:00', { places: 7 })
      const ends = await Promise.all(
        Array.from({ length: 200 }, (_, i) => side(i).hold(`holder_${i}`, seven, until(noon))),
      )
      expect(ends.filter((end) => end === 'held')).toHaveLength(7)
      expect(await free(seven)).toBe(0)
    })
  })

  it('counts as a plain model does, whatever is held, booked, let go and waited for', async () => {
    let run = 0
    const holders = fc.constantFrom('a', 'b', 'c', 'd')
    const step = fc.oneof(
      fc.record({ do: fc.constant('hold' as const), holder: holders, slot: fc.nat(1) }),
      fc.record({ do: fc.constant('book' as const), holder: holders, slot: fc.nat(1) }),
      fc.record({ do: fc.constant('release' as const), holder: holders }),
      fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 2 * HOLD_MS }) }),
    )
    const scenario = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.array(step, { maxLength: 14 }))
    await fc.assert(
      fc.asyncProperty(scenario, async ([places, steps]) => {
        run += 1
        const slots = [0, 1].map((i) => slotAt(`1${i}:00`, { office: `office_${run}`, places }))
        const name = (holder: string) => `${holder}_${run}`
        const held = new Map<string, { slot: number; until: number }>()
        const bookings = new Map<string, number>()
        let at = noon.getTime()
        const count = (slot: number, besides?: string) =>
          [...bookings.values()].filter((each) => each === slot).length +
          [...held].filter(([who, each]) => who !== besides && each.slot === slot && each.until > at).length
        for (const each of steps) {
          const now = new Date(at)
          if (each.do === 'wait') at += each.ms
          else if (each.do === 'release') {
            await on().appointments.release(name(each.holder))
            held.delete(each.holder)
          } else if (bookings.has(each.holder)) continue
          else {
            const slot = slots[each.slot] ?? nine
            const isFree = count(each.slot, each.holder) < places
            if (each.do === 'hold') {
              const end = await on().appointments.hold(name(each.holder), slot, until(now))
              expect(end).toBe(isFree ? 'held' : 'taken')
              if (isFree) held.set(each.holder, { slot: each.slot, until: at + HOLD_MS })
            } else {
              const { kind } = await book(name(each.holder), slot, now)
              expect(kind).toBe(isFree ? 'opened' : 'placeTaken')
              if (isFree) bookings.set(each.holder, each.slot)
              if (isFree) held.delete(each.holder)
            }
          }
          const taken = await on().appointments.taken(slots[0]?.office ?? '', { ...days, at: new Date(at) })
          const told = freeSlots(slots, taken).map((one) => one.free)
          expect(told).toEqual([0, 1].map((slot) => places - count(slot)))
          expect(Math.min(...told)).toBeGreaterThanOrEqual(0)
        }
        // However it went, what was only held comes back by itself.
        const end = new Date(at + HOLD_MS)
        const taken = await on().appointments.taken(slots[0]?.office ?? '', { ...days, at: end })
        const left = [0, 1].map((slot) => places - [...bookings.values()].filter((each) => each === slot).length)
        expect(freeSlots(slots, taken).map((one) => one.free)).toEqual(left)
      }),
      { numRuns: 25, seed: 20261125 },
    )
  })
}

function visit({ places: _, ...rest }: Slot) {
  return rest
}
