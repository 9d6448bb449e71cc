import { useQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { named } from '../registers/text/named'
import { indicatorList, targetIndicators } from './data'
import { IndicatorChoice } from './IndicatorChoice'

/**
 * What measures a target, as one line in a card. The choice opens in a dialog: a box to choose in would take the keys of the
 * page for what is typed into it.
 */
export function IndicatorLine({ notice, target }: { notice: string; target: string }) {
  const { t, i18n } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const all = useQuery(indicatorList)
  const bound = useQuery(targetIndicators(notice))
  if (!all.data || !bound.data) return null
  const found = bound.data.find(({ target_id }) => target_id === target)
  const known = all.data.find(({ code }) => code === found?.indicator)
  const fixed = { reported: t('figures.reported'), milestone: t('figures.milestone') } as Record<string, string>
  const name = known ? named(known.name, i18n.language) : found?.indicator && fixed[found.indicator]
  return (
    // what happens in the dialog does not happen to the card
    <div className="row" data-testid="indicator-line" onClick={event => event.stopPropagation()}>
      <span className="quiet">{t('figures.indicator')}</span>
      {name ? (
        <>
          <span>{name}</span> <span className="quiet">{found?.is_chosen ? t('figures.chosen') : t('figures.proposed')}</span>
        </>
      ) : (
        <span className="warn">{t('figures.unbound')}</span>
      )}
      <Button size="small" onClick={() => setOpen(true)}>
        {t('figures.change')}
      </Button>
      <Modal open={isOpen} title={t('figures.choose')} onCancel={() => setOpen(false)} footer={<Button onClick={() => setOpen(false)}>{t('figures.close')}</Button>} destroyOnHidden width={420}>
        <IndicatorChoice notice={notice} target={target} />
      </Modal>
    </div>
  )
}
