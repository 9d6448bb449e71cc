import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Steps } from 'antd'
import { useTranslation } from 'react-i18next'
import { Failed } from '../../app/Failed'
import { Loading } from '../../app/Loading'
import { me, noticeDetail, unitList } from '../../app/queries'
import { useTitle } from '../../app/useTitle'
import { UploadForm } from '../notices/UploadDialog'
import { FirstUnits } from './FirstUnits'
import { Heads } from './Heads'

/** The first start: a notice is read in, its units are made, their heads get accounts; then the targets are reviewed. */
export function StartPage() {
  const { t, i18n } = useTranslation()
  const { notice, step = 'notice' } = useSearch({ from: '/start' })
  const navigate = useNavigate()
  const who = useQuery(me)
  const found = useQuery({ ...noticeDetail(notice ?? '', i18n.language), enabled: !!notice })
  const units = useQuery(unitList)
  useTitle(t('start.title'))
  const keeps = who.data?.verbs.includes('keep-accounts') && who.data.verbs.includes('give-posts')
  const go = (step: 'notice' | 'units' | 'heads', id = notice) => void navigate({ to: '/start', search: { notice: id, step } })
  const review = () => notice && void navigate({ to: '/notices/$id/review', params: { id: notice } })
  if (notice && found.error) return <Failed error={found.error} retry={() => void found.refetch()} />
  const at = !notice || step === 'notice' ? 0 : step === 'units' ? 1 : 2
  const titles = [t('start.stepNotice'), t('start.stepUnits'), ...(keeps ? [t('start.stepHeads')] : [])]
  return (
    <div className="page start-page">
      <div className="page-head">
        <h1>{t('start.title')}</h1>
        <span className="grow" />
        <Link to="/">{t('start.later')}</Link>
      </div>
      <Steps size="small" current={at} items={titles.map(title => ({ title }))} className="start-steps" />
      {at === 0 && (
        <section className="sheet side">
          <p>{t('start.noticeHint')}</p>
          <UploadForm onRead={id => go('units', id)} />
          {(units.data?.length ?? 0) === 0 && (
            <p className="quiet">
              {t('start.noNotice')} <Link to="/units">{t('start.byHand')}</Link>
            </p>
          )}
        </section>
      )}
      {at === 1 && notice && (found.data ? <FirstUnits notice={found.data} onDone={() => (keeps ? go('heads') : review())} /> : <Loading />)}
      {at === 2 && notice && (units.data ? <Heads units={units.data} onDone={review} /> : <Loading />)}
    </div>
  )
}
