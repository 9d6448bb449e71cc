// What this browser remembers for its user: favourites, registers opened last, columns, values entered before.
import type { Definition, Values } from './types'

const PREFIX = 'shouze.registers.'

function read<T>(key: string, empty: T): T {
  try {
    const text = localStorage.getItem(PREFIX + key)
    return text ? (JSON.parse(text) as T) : empty
  } catch {
    // a full or forbidden store only forgets
    return empty
  }
}

function write(key: string, value: unknown) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value))
  } catch {
    // as above
  }
}

export const favourites = (): string[] => read('favourites', [])

export function toggleFavourite(code: string): string[] {
  const now = favourites()
  const next = now.includes(code) ? now.filter(other => other !== code) : [...now, code]
  write('favourites', next)
  return next
}

export const recent = (): string[] => read('recent', [])

export function opened(code: string) {
  write('recent', [code, ...recent().filter(other => other !== code)].slice(0, 8))
}

export const keptColumns = (register: string): string | undefined => read<string | undefined>(`columns.${register}`, undefined)
export const keepColumns = (register: string, text: string | undefined) => write(`columns.${register}`, text ?? null)

const MOST_ENTERED = 12

/** Values entered in a field before, latest first. */
export const enteredBefore = (register: string, field: string): string[] => read<Record<string, string[]>>(`entered.${register}`, {})[field] ?? []

export const lastUnit = (): string | undefined => read<string | undefined>('unit', undefined)

/** Remembers what was entered, but nothing personal and nothing long. */
export function remember(definition: Definition, values: Values, unit: string | undefined) {
  const known = read<Record<string, string[]>>(`entered.${definition.code}`, {})
  for (const field of definition.field) {
    const text = values[field.code]?.[0]
    const isShort = field.kind === 'text' || field.kind === 'person'
    if (!text || !isShort || field.personal || field.format || field.code === definition.title) continue
    known[field.code] = [text, ...(known[field.code] ?? []).filter(other => other !== text)].slice(0, MOST_ENTERED)
  }
  write(`entered.${definition.code}`, known)
  if (unit) write('unit', unit)
}

/** What the next record of a batch begins with: who, where and what sort, never what names the record. */
export function carried(definition: Definition, values: Values): Values {
  const kinds = ['choice', 'unit', 'site', 'link', 'person', 'date', 'flag']
  const keys = new Set([definition.title, ...(definition.key ?? [])])
  const isCarried = (code: string) => {
    const field = definition.field.find(field => field.code === code)
    if (!field || field.personal) return false
    // a key of several fields may share all but one of them
    return kinds.includes(field.kind) ? (definition.key ?? []).length !== 1 || !keys.has(code) : field.kind === 'text' && !field.search && !keys.has(code) && !field.format
  }
  return Object.fromEntries(Object.entries(values).filter(([code]) => isCarried(code)))
}
