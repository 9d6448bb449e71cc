import { describe, expect, it } from 'vitest'
import { at, type Fault } from './faults'
import { codeFrom, freeCode, optionsOf, optionsText, statesOf } from './texts'

const before = [{ code: 'new', zh: '新建', en: 'New' }, { code: 'old', zh: '既有' }]

describe('options as lines', () => {
  it('go out and come back', () => {
    expect(optionsText(before)).toBe('新建 | New\n既有')
    expect(optionsOf(optionsText(before), before)).toEqual(before)
  })
  it('keep their codes when they move, are added to, or are renamed in place', () => {
    expect(optionsOf('既有\n新建\n补建｜Replacement\n', before)).toEqual([{ code: 'old', zh: '既有' }, { code: 'new', zh: '新建' }, { code: 'replacement', zh: '补建', en: 'Replacement' }])
    expect(optionsOf('新装\n既有', before)[0]).toEqual({ code: 'new', zh: '新装' })
  })
  it('have codes without English too', () => {
    expect(optionsOf('甲\n乙').map(option => option.code)).toEqual(['option-1', 'option-2'])
  })
  it('are states as well', () => {
    expect(statesOf('在用\n停用 | Stopped', [{ code: 'in-use', name: { zh: '在用' }, final: false }])).toEqual([
      { code: 'in-use', name: { zh: '在用' }, final: false },
      { code: 'stopped', name: { zh: '停用', en: 'Stopped' } },
    ])
  })
})

describe('codes', () => {
  it('come from English or are numbered', () => {
    expect([codeFrom('Replaced by!'), codeFrom('9 lives'), codeFrom('补建'), codeFrom(undefined)]).toEqual(['replaced-by', 'lives', '', ''])
    expect(freeCode('new', 'field', new Set(['new', 'field-1']))).toBe('field-2')
  })
})

it('finds the faults of a part', () => {
  const faults: Fault[] = ['field[1].code', 'field[10].code', 'title', 'field[1]'].map(place => ({ place, what: '' }))
  expect(at(faults, 'field[1]').map(fault => fault.place)).toEqual(['field[1].code', 'field[1]'])
  expect(at(faults, 'title')).toHaveLength(1)
})
