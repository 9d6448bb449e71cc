import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Target } from '../../api/client'
import { word } from '../../app/i18n'
import { demand } from '../../format/demand'
import { Traits } from '../review/Traits'
import { Light } from './Light'

interface Props {
  target: Target
  onGo: (start: number) => void
  onBack: () => void
}

/** Everything of a published target. */
export function TargetFacts({ target, onGo, onBack }: Props) {
  const { t } = useTranslation()
  return (
    <div data-testid="target-facts">
      <Button size="small" onClick={onBack}>
        {t('live.back')}
      </Button>
      <h2 lang="zh-CN" className="subject">
        {target.subject}
      </h2>
      <p className="figure">
        <Light light={target.light} />
        {target.light === 'grey' && <span className="quiet">{t('live.noFigure')}</span>}
      </p>
      <dl className="facts">
        <dt>{t('live.demand')}</dt>
        <dd>
          <b lang="zh-CN">{demand(target, t)}</b>
        </dd>
        <dt>{t('live.kind')}</dt>
        <dd>
          {word(t, 'kind', target.kind)} <Traits target={target} />
        </dd>
        <dt>{t('live.units')}</dt>
        <dd>
          {target.assignments.map(unit => (
            <div key={unit.unit_text + unit.role}>
              <span lang="zh-CN">{unit.unit_text}</span> <span className="quiet">{word(t, 'role', unit.role)}</span>
            </div>
          ))}
        </dd>
        <dt>{t('live.citations')}</dt>
        <dd>
          {target.citations.map(citation => (
            <div key={citation.start} className="citation">
              <button type="button" className="link" lang="zh-CN" onClick={() => onGo(citation.start)}>
                {citation.path}
              </button>{' '}
              <span lang="zh-CN">{citation.quote}</span>
            </div>
          ))}
        </dd>
        {target.key && (
          <>
            <dt>{t('live.key')}</dt>
            <dd lang="zh-CN" className="break">
              {target.key}
            </dd>
          </>
        )}
      </dl>
    </div>
  )
}
