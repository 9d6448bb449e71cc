import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Blank } from '../../../app/Failed'
import { useKnown } from '../data/context'
import type { ListSearch } from '../data/search'
import { named } from '../text/named'
import { cleared, type Narrow } from './FilterBar'
import { listActions } from './actions'

/** What will stand here, or that the filters leave nothing. */
export function NoRows({ isNarrowed, search, onNarrow }: { isNarrowed: boolean; search: ListSearch; onNarrow: Narrow }) {
  const { t } = useTranslation()
  const { definition, language } = useKnown()
  if (isNarrowed) {
    return (
      <Blank title={t('registers.list.none')} words={t('registers.list.noneHint')}>
        <Button onClick={() => onNarrow(cleared(search))}>{t('registers.filter.clear')}</Button>
      </Blank>
    )
  }
  return (
    <Blank title={t('registers.list.empty', { name: named(definition.name, language) })} words={definition.about && named(definition.about, language)}>
      <span className="row">
        <Button type="primary" onClick={() => onNarrow({ form: 'new' })}>
          {t('registers.list.new')}
        </Button>
        {listActions
          .filter(action => action.isFirst)
          .map(({ key, Action }) => (
            <Action key={key} search={search} />
          ))}
      </span>
    </Blank>
  )
}
