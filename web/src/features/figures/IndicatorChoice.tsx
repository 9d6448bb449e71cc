import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../app/useAct'
import { named } from '../registers/text/named'
import { bind, indicatorList, targetIndicators } from './data'

/** What measures a target: the proposal of a rule, or what a person chooses. */
export function IndicatorChoice({ notice, target }: { notice: string; target: string }) {
  const { t, i18n } = useTranslation()
  const { act, busy } = useAct()
  const all = useQuery(indicatorList)
  const bound = useQuery(targetIndicators(notice))
  const found = bound.data?.find(({ target_id }) => target_id === target)
  const options = [
    { value: 'reported', label: t('figures.reported') },
    { value: 'milestone', label: t('figures.milestone') },
    ...(all.data ?? []).map(({ code, name, unit }) => ({ value: code, label: `${named(name, i18n.language)}（${unit}）` })),
  ]
  return (
    <div className="row" onClick={event => event.stopPropagation()}>
      <Select
        size="small"
        className="w-indicator"
        aria-label={t('figures.indicator')}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('figures.choose')}
        popupMatchSelectWidth={false}
        loading={busy || all.isPending || bound.isPending}
        value={found?.indicator ?? undefined}
        options={options}
        onChange={indicator => void act(() => bind(notice, target, indicator))}
      />
      {found?.indicator && <span className="quiet">{found.is_chosen ? t('figures.chosen') : t('figures.proposed')}</span>}
    </div>
  )
}
