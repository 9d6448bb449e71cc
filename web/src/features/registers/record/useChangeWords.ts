import { useTranslation } from 'react-i18next'
import { minuteOf } from '../../../app/moments'
import { useKnown } from '../data/context'
import type { NameMap } from '../data/types'
import { sectorName, stateName } from '../text/cells'
import { named, shown } from '../text/named'

/** The history names fields and options by code; these are their words. */
export function useChangeWords(names: NameMap) {
  const { t } = useTranslation()
  const known = useKnown()
  const own = ['unit', 'state', 'sector']
  return {
    action(action: string): string {
      const [, what = '', step = ''] = action.split('.')
      const move = known.definition.transition?.find(transition => transition.code === step)
      if (what === 'move') return move ? named(move.name, known.language) : step
      return t(`registers.action.${what}` as 'registers.action.create', { defaultValue: what })
    },
    field(code: string): string {
      const field = known.field(code)
      if (field) return named(field.name, known.language)
      if (own.includes(code)) return t(`registers.own.${code as 'unit'}`)
      return t(`registers.history.${code}` as 'registers.history.removed_at', { defaultValue: code })
    },
    /** Whether the value is content, in the language of whoever wrote it, and no word of ours. */
    isContent(code: string): boolean {
      const field = known.field(code)
      return field ? !['choice', 'flag', 'date', 'time', 'number', 'money'].includes(field.kind) : code === 'unit' || code === 'merged_into'
    },
    value(code: string, text: string): string {
      const field = known.field(code)
      // codes of several choices come joined
      if (field) return shown(field, field.kind === 'choice' ? text.split('、') : [text], names, known.words)
      if (code === 'unit' || code === 'merged_into') return names[text] ?? text
      if (code === 'state') return stateName(known, text)
      if (code === 'sector') return sectorName(known, text)
      return code === 'removed_at' ? minuteOf(text) : text
    },
  }
}
