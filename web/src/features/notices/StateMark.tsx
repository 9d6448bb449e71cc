import { useTranslation } from 'react-i18next'
import { word } from '../../app/i18n'

/** Where a notice or a target stands, in a word; the shade only helps. */
export function StateMark({ state }: { state: string }) {
  const { t } = useTranslation()
  return <span className={`chip state-${state}`}>{word(t, 'state', state)}</span>
}
