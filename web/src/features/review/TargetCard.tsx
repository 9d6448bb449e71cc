import { Button, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Target } from '../../api/client'
import { demand } from '../../format/demand'

interface Props {
  target: Target
  isOn: boolean
  isDraft: boolean
  canMerge: boolean
  onSelect: () => void
  onAccept: () => void
  onEdit: () => void
  onDrop: () => void
  onRestore: () => void
  onMerge: () => void
}

const COLORS: Record<string, string> = { proposed: 'gold', accepted: 'green', dropped: 'default' }

export function TargetCard(props: Props) {
  const { target, isOn, isDraft } = props
  const { t } = useTranslation()
  const units = target.assignments.map(unit => unit.unit_text)
  const stop = (work: () => void) => (event: { stopPropagation(): void }) => {
    event.stopPropagation()
    work()
  }
  return (
    <div
      className={`card ${target.state} ${isOn ? 'on' : ''}`}
      data-card={target.id}
      data-state={target.state}
      tabIndex={0}
      role="group"
      aria-label={target.subject}
      onClick={props.onSelect}
      onFocus={event => event.target === event.currentTarget && props.onSelect()}
    >
      <h3>{target.subject}</h3>
      <div className="row">
        <span className="demand">{demand(target, t)}</span>
        <span className="quiet">{t(`kind.${target.kind}` as 'kind.ratio')}</span>
        <Tag color={COLORS[target.state]}>{t(`review.${target.state}` as 'review.proposed')}</Tag>
      </div>
      <div className="row quiet">
        <span>{t('review.citedAt', { path: target.citations.map(citation => citation.path).join('、') })}</span>
        <span>{units.length ? units.join('、') : t('review.noUnit')}</span>
      </div>
      <div className="row">
        {target.soft && <Tag>{t('review.soft')}</Tag>}
        {target.implicit && <Tag>{t('review.implicit')}</Tag>}
        {target.negated && <Tag>{t('review.negated')}</Tag>}
        {target.drop_reason && <span className="quiet">{target.drop_reason}</span>}
      </div>
      {isOn && isDraft && (
        <div className="row" style={{ marginTop: 6 }}>
          {target.state === 'dropped' ? (
            <Button size="small" onClick={stop(props.onRestore)}>
              {t('review.restore')}
            </Button>
          ) : (
            <>
              {target.state === 'proposed' && (
                <Button size="small" type="primary" onClick={stop(props.onAccept)}>
                  {t('review.accept')}
                </Button>
              )}
              <Button size="small" onClick={stop(props.onEdit)}>
                {t('review.edit')}
              </Button>
              <Button size="small" onClick={stop(props.onDrop)}>
                {t('review.drop')}
              </Button>
              {props.canMerge && (
                <Button size="small" onClick={stop(props.onMerge)}>
                  {t('review.merge')}
                </Button>
              )}
            </>
          )}
        </div>
      )}
    </div>
  )
}
