import { describe, expect, it } from 'vitest'
import type { Difference, Target } from '../api/client'
import i18n from '../app/i18n'
import { wordings } from './difference'

const now = { kind: 'ratio', comparator: '>=', value: 96, unit: '%', due_recurs: false } as Target
const changed = (...fields: [string, unknown, unknown][]) =>
  ({ change: 'changed', subject: '整改率', fields: fields.map(([field, before, after]) => ({ field, before, after })) }) as unknown as Difference

describe('a difference in words', () => {
  it('tells a demand whole, whatever part of it changed', () => {
    expect(wordings(changed(['value', '95', '96']), now, i18n.t)).toEqual([{ label: '要求', before: '≥95%', after: '≥96%' }])
    expect(wordings(changed(['comparator', '=', '>='], ['value', '90.5', '96']), now, i18n.t)[0]?.before).toBe('=90.5%')
  })

  it('names units with their roles, and says so when there were none', () => {
    const found = wordings(changed(['assignments', [], [[null, '安办', 'lead'], [null, '教育办', 'assist']]]), now, i18n.t)
    expect(found).toEqual([{ label: '责任单位', before: '无', after: '安办（牵头）、教育办（配合）' }])
  })

  it('tells what an added one demands and what a removed one demanded', () => {
    const of = (change: string) => wordings({ change, subject: '整改率', fields: [] } as unknown as Difference, now, i18n.t)
    expect(of('added')).toEqual([{ label: '要求', before: '无', after: '≥96%' }])
    expect(of('removed')).toEqual([{ label: '要求', before: '≥96%', after: '无' }])
  })

  it('leaves out what reads the same', () => {
    const citations = [[1, 2, '三/1']]
    expect(wordings(changed(['citations', citations, [[1, 3, '三/1']]]), now, i18n.t)).toEqual([])
  })
})
