import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Target } from '../../api/client'
import { demand } from '../../format/demand'
import { goTo } from './Outline'

/** Light with its word. */
export function Light({ light }: { light: string }) {
  const { t } = useTranslation()
  return (
    <span className="nowrap">
      <span className={`light ${light}`} aria-hidden /> {t(`live.${light}` as 'live.grey')}
    </span>
  )
}

/** Everything of a published target. */
export function TargetFacts({ target }: { target: Target }) {
  const { t } = useTranslation()
  return (
    <div data-testid="target-facts">
      <h2>{target.subject}</h2>
      <p>
        <b>{demand(target, t)}</b> <Tag>{t(`kind.${target.kind}` as 'kind.ratio')}</Tag>
        {target.soft && <Tag>{t('review.soft')}</Tag>}
        {target.implicit && <Tag>{t('review.implicit')}</Tag>}
        {target.negated && <Tag>{t('review.negated')}</Tag>}
      </p>
      <p>
        <Light light={target.light} />
        {target.light === 'grey' && <span className="quiet"> {t('live.noFigure')}</span>}
      </p>
      <h2>{t('live.units')}</h2>
      <ul>
        {target.assignments.map(unit => (
          <li key={unit.unit_text + unit.role}>
            {unit.unit_text} <span className="quiet">{t(`role.${unit.role}` as 'role.lead')}</span>
          </li>
        ))}
      </ul>
      <h2>{t('live.citations')}</h2>
      <ul>
        {target.citations.map(citation => (
          <li key={citation.start}>
            <a href={`#at-${citation.start}`} onClick={event => (event.preventDefault(), goTo(citation.start))}>
              {citation.path}
            </a>{' '}
            {citation.quote}
          </li>
        ))}
      </ul>
      {target.key && (
        <p className="quiet">
          {t('live.key')}：{target.key}
        </p>
      )}
    </div>
  )
}
