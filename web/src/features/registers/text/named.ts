import type { Field, NameMap, Names } from '../data/types'
import { isNumeric } from '../data/types'

/** A name in the language of the page; Chinese when there is no other. */
export function named(names: Names | { zh: string; en?: string }, language: string): string {
  return (language === 'en' && names.en) || names.zh
}

/** Thousands apart, digits as they are: 1234567.50 is 1,234,567.50. */
export function grouped(number: string): string {
  const [, sign = '', whole = '', rest = ''] = /^(-?)(\d+)(\.\d+)?$/.exec(number) ?? []
  if (!whole) return number
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, ',') + rest
}

export interface Wording {
  language: string
  comma: string
  yes: string
  no: string
  /** So many files. */
  files: (n: number) => string
}

/** What a field holds, in words; nothing when it is empty. */
export function shown(field: Field, texts: readonly string[] | undefined, names: NameMap, words: Wording): string {
  const [first] = texts ?? []
  if (!texts || first === undefined) return ''
  if (isNumeric(field)) return grouped(first)
  switch (field.kind) {
    case 'choice':
      return texts.map(code => optionName(field, code, words.language)).join(words.comma)
    case 'flag':
      return first === 'true' ? words.yes : words.no
    case 'unit':
    case 'site':
    case 'link':
      return names[first] ?? first
    case 'files':
      return words.files(texts.length)
    default:
      return texts.join(words.comma)
  }
}

export function optionName(field: Field, code: string, language: string): string {
  const option = field.options?.find(option => option.code === code)
  return option ? named(option, language) : code
}

/** Units of measure stand in a definition in Chinese alone. */
const MEASURES: Record<string, string> = {
  人: 'people',
  年: 'year',
  万元: '10,000 yuan',
  元: 'yuan',
  处: 'spots',
  个: 'items',
  次: 'times',
  家: 'sites',
  家次: 'visits',
  小时: 'hours',
  分钟: 'minutes',
  分: 'points',
  课时: 'class hours',
  户: 'households',
  间: 'rooms',
  起: 'cases',
  瓶: 'cylinders',
  栋: 'buildings',
  层: 'floors',
  台: 'sets',
  份: 'copies',
}

export const measure = (unit: string, language: string) => (language === 'en' && MEASURES[unit]) || unit

/** The name of a field with its unit of measure. */
export function withUnit(field: Field, language: string): string {
  const name = named(field.name, language)
  if (!field.unit) return name
  return language === 'en' ? `${name} (${measure(field.unit, language)})` : `${name}（${field.unit}）`
}
