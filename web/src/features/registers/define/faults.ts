// The server names each fault by its place in the definition; here each place finds its line of the form.
import type { TFunction } from 'i18next'

export interface Fault {
  place: string
  what: string
}

/** Faults of one part: those at it, and those inside it. */
export function at(faults: readonly Fault[], place: string): Fault[] {
  return faults.filter(fault => fault.place === place || fault.place.startsWith(`${place}.`) || fault.place.startsWith(`${place}[`))
}

type Word = 'code' | 'twice' | 'reserved' | 'name' | 'option' | 'noField' | 'noDate' | 'gone' | 'kind' | 'sum' | 'fields' | 'value' | 'noValue' | 'noLink' | 'span' | 'entered' | 'anyway'

const WORDS: [RegExp, Word][] = [
  [/is no code/, 'code'],
  [/stands twice/, 'twice'],
  [/is a name that every record has/, 'reserved'],
  [/a Chinese name is expected/, 'name'],
  [/at least one option/, 'option'],
  [/is no (other )?field/, 'noField'],
  [/is no date/, 'noDate'],
  [/is gone/, 'gone'],
  [/values of another kind/, 'kind'],
  [/has a sum/, 'sum'],
  [/at least one field/, 'fields'],
  [/at least one value/, 'value'],
  [/is no option of/, 'noValue'],
  [/is no link field/, 'noLink'],
  [/months or days/, 'span'],
  [/is not entered/, 'entered'],
  [/required in any case/, 'anyway'],
]

export function faultWords(fault: Fault, t: TFunction): string {
  const found = WORDS.find(([form]) => form.test(fault.what))
  return found ? t(`registers.define.fault.${found[1]}`) : t('registers.define.fault.other', { what: fault.what })
}
