// A formula in words: fields, states and options by their names instead of their codes.
import type { Definition } from '../registers/data/types'
import { named } from '../registers/text/named'

export interface FormulaWords {
  state: string
  sector: string
  has: string
  special: string
  and: string
  or: string
  not: string
  is: string
  isNot: string
  in: string
}

const PIECE = /date\('([^']*)'\)|'([^']*)'|[A-Za-z_]+|&&|\|\||[=!<>]=|!|\s+/g

/** `state == 'intact'` as 状态 为 完好. */
export function inWords(text: string, definition: Definition, words: FormulaWords, language: string): string {
  const frequency = definition.frequency?.find(frequency => frequency.code === text)
  if (frequency) return named(frequency.name, language)
  const fixed: Record<string, string> = {
    state: words.state,
    sector: words.sector,
    has: words.has,
    in_special_period: words.special,
    in: words.in,
    '&&': words.and,
    '||': words.or,
    '!': `${words.not} `,
    '==': words.is,
    '!=': words.isNot,
    '<=': '≤',
    '>=': '≥',
  }
  const field = (code: string) => definition.field.find(field => field.code === code)
  const value = (code: string) => {
    const state = definition.state?.find(state => state.code === code)
    if (state) return named(state.name, language)
    const option = definition.field.flatMap(field => field.options ?? []).find(option => option.code === code)
    return option ? named(option, language) : code
  }
  return text.replace(PIECE, (piece: string, day?: string, quoted?: string) => {
    if (day !== undefined) return day
    if (quoted !== undefined) return value(quoted)
    if (/^\s/.test(piece)) return ' '
    const known = fixed[piece]
    if (known !== undefined) return known
    const found = field(piece)
    return found ? named(found.name, language) : piece
  })
}
