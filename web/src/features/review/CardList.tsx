import { Button, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Diagnostic, Target } from '../../api/client'
import { CARD_FILTERS, fits, type CardFilter } from './cards'
import { TargetCard } from './TargetCard'

/** Cards asked for by name, and why. */
export interface Only {
  targets: Set<string>
  words: string
}

/** Cards from which only those in view are laid out. */
const MANY = 300

interface Props {
  targets: Target[]
  problems: Map<string, Diagnostic[]>
  isDraft: boolean
  filter: CardFilter
  only: Only | null
  onFilter: (filter: CardFilter) => void
  onAdd: () => void
}

export function CardList({ targets, problems, isDraft, filter, only, onFilter, onAdd }: Props) {
  const { t } = useTranslation()
  const shown = targets.filter(target => (only ? only.targets.has(target.id) : fits(filter, target, problems)))
  const count = (filter: CardFilter) => targets.filter(target => fits(filter, target, problems)).length
  return (
    <>
      <div className="card-head">
        <Segmented<CardFilter>
          value={only ? undefined : filter}
          onChange={onFilter}
          options={CARD_FILTERS.map(value => ({
            value,
            label: (
              <>
                {t(`review.filter.${value}`)} <span className="count">{count(value)}</span>
              </>
            ),
          }))}
        />
        <span className="grow" />
        {isDraft && (
          <Button size="small" onClick={onAdd}>
            {t('review.add')}
          </Button>
        )}
      </div>
      {only && (
        <p className="banner">
          {only.words}{' '}
          <button type="button" className="link" onClick={() => onFilter('all')}>
            {t('review.filter.all')}
          </button>
        </p>
      )}
      {targets.length === 0 && <p className="quiet pad">{t('review.noneTargets')}</p>}
      {targets.length > 0 && shown.length === 0 && <p className="quiet pad">{t('review.noneFits')}</p>}
      <div className={shown.length > MANY ? 'many' : ''}>
        {shown.map(target => (
          <TargetCard key={target.id} target={target} isDraft={isDraft} problems={problems.get(target.id)} />
        ))}
      </div>
    </>
  )
}
