import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Failed } from '../../../app/Failed'
import { Loading } from '../../../app/Loading'
import { useTitle } from '../../../app/useTitle'
import { Decisions } from '../../hazards/Decisions'
import { Photos } from '../../hazards/Photos'
import { CampaignBoard } from '../../matters/CampaignBoard'
import { MATTERS } from '../../matters/data'
import { MatterSide } from '../../matters/MatterSide'
import { Oversight } from '../../matters/Oversight'
import { CasePapers } from '../../papers/CasePapers'
import { CASES } from '../../papers/data'
import { Press } from '../../todo/Press'
import { KnownRegister, useKnown, useRegister } from '../data/context'
import { recordDetail } from '../data/queries'
import type { Detail } from '../data/types'
import { FileHead } from './FileHead'
import { Facts } from './Facts'
import { History } from './History'
import { linkedGroups } from './linked'
import { LinkedSection } from './LinkedSection'
import { Moves } from './Moves'
import { RecordHead } from './RecordHead'
import { Standing } from './Standing'
import { StoodAside } from './StoodAside'

/** Everything of one record. For a site it is the site's file 一企一档. */
export function RecordPage() {
  const { code, id } = useParams({ from: '/registers/$code/$id' })
  const { known, error, retry } = useRegister(code)
  const detail = useQuery(recordDetail(code, id))
  useTitle(detail.data?.record.title ?? '')
  if (!known || !detail.data) {
    const failed = error ?? detail.error
    const again = () => {
      retry()
      void detail.refetch()
    }
    return failed ? <Failed error={failed} retry={again} /> : <Loading />
  }
  return (
    <KnownRegister known={known}>
      <Whole key={id} detail={detail.data} />
    </KnownRegister>
  )
}

function Whole({ detail }: { detail: Detail }) {
  const { t } = useTranslation()
  const { all, definition } = useKnown()
  const { form } = useSearch({ from: '/registers/$code/$id' })
  const { record } = detail
  const groups = linkedGroups(detail.linked, all.items)
  const isStanding = !record.removed_at && !record.merged_into
  return (
    <div className="page record-page">
      <RecordHead detail={detail} isEditing={form === 'edit'} />
      <StoodAside record={record} />
      {definition.code === 'site' && <FileHead detail={detail} groups={groups} />}
      <div className="record-columns">
        <div>
          <section className="sheet side" aria-label={t('registers.record.facts')}>
            <h2>{t('registers.record.facts')}</h2>
            <Facts detail={detail} isWide />
          </section>
          {definition.code === 'hazard' && <Photos record={record} />}
          {definition.code === 'campaign-plan' && <CampaignBoard detail={detail} />}
          {groups.map(group => (
            <div key={group.register.code + group.field} className="sheet">
              <LinkedSection group={group} detail={detail} />
            </div>
          ))}
          {detail.has_more_links && <p className="quiet pad">{t('registers.linked.more', { n: detail.linked.length })}</p>}
        </div>
        <div className="record-side">
          {isStanding && (definition.transition ?? []).some(step => step.from.includes(record.state)) && (
            <section className="sheet side no-print">
              <h2>{t('registers.move.title')}</h2>
              <Moves detail={detail} />
            </section>
          )}
          {definition.code === 'hazard' && <Decisions record={record} />}
          {MATTERS.includes(definition.code) && <MatterSide detail={detail} />}
          {definition.code === 'hazard' && isStanding && <Oversight detail={detail} />}
          {definition.code === 'hazard' && isStanding && <Press record={record} />}
          {CASES.includes(definition.code) && <CasePapers record={record} />}
          {detail.record.lapses.some(lapse => lapse.state === 'over' || lapse.state === 'soon') || detail.dues.length > 0 ? (
            <div className="sheet side">
              <Standing detail={detail} />
            </div>
          ) : null}
          <section className="sheet side" aria-label={t('registers.history.title')}>
            <h2>{t('registers.history.title')}</h2>
            <History detail={detail} />
          </section>
        </div>
      </div>
    </div>
  )
}
