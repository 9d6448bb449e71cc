import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Notice, Target } from '../../api/client'
import { word } from '../../app/i18n'
import { demand } from '../../format/demand'
import { Traits } from '../review/Traits'
import type { Readings } from '../board/List'
import type { Cell } from '../figures/data'
import { IndicatorChoice } from '../figures/IndicatorChoice'
import { ReadingLink } from '../figures/Reading'
import { Light } from './Light'

interface Props {
  notice: Notice
  target: Target
  readings: Readings
  onGo: (start: number) => void
  onBack: () => void
}

/** Everything of a published target. */
export function TargetFacts({ notice, target, readings, onGo, onBack }: Props) {
  const { t } = useTranslation()
  const light = readings.light(target.id)
  return (
    <div data-testid="target-facts">
      <Button size="small" onClick={onBack}>
        {t('live.back')}
      </Button>
      <h2 lang="zh-CN" className="subject">
        {target.subject}
      </h2>
      <p className="figure">
        <Light light={light} />
        {light === 'grey' && <span className="quiet">{t('live.noFigure')}</span>}
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
              <span lang="zh-CN">{unit.unit_text}</span> <span className="quiet">{word(t, 'role', unit.role)}</span>{' '}
              <UnitReading notice={notice.id} cell={readings.cell(target.id, unit.unit_id)} />
            </div>
          ))}
        </dd>
        <dt>{t('figures.indicator')}</dt>
        <dd>
          <IndicatorChoice notice={notice.id} target={target.id} />
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

function UnitReading({ notice, cell }: { notice: string; cell: Cell | undefined }) {
  return cell ? <ReadingLink notice={notice} cell={cell} /> : null
}
