import { CheckCircleFilled, RightCircleOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { me } from '../../app/queries'
import type { Home } from './data'

/** What a fresh installation lacks, in the order in which it is done. */
export function FirstSteps({ footing }: { footing: Home['footing'] }) {
  const { t } = useTranslation()
  const who = useQuery(me)
  const { has_notice, has_published, has_units, has_records } = footing
  if (has_published && has_units && has_records) return null
  const maySetUp = ['keep-units', 'read-in-notice'].every(verb => who.data?.verbs.includes(verb))
  const steps = [
    { to: '/notices', words: t('home.stepNotice'), isDone: has_notice },
    { to: '/notices', words: t('home.stepPublish'), isDone: has_published },
    { to: '/units', words: t('home.stepUnits'), isDone: has_units },
    { to: '/registers', words: t('home.stepRecords'), isDone: has_records },
  ] as const
  return (
    <section className="sheet pad first-steps" aria-label={t('home.steps')}>
      <h2>{t('home.steps')}</h2>
      <p className="quiet">{t('home.stepsHint')}</p>
      {!has_units && maySetUp && (
        <p>
          <Link to="/start" className="ant-btn ant-btn-primary start-link">
            {t('start.open')}
          </Link>
        </p>
      )}
      <ol>
        {steps.map(({ to, words, isDone }) => (
          <li key={words}>
            {isDone ? <CheckCircleFilled className="done" aria-label={t('home.stepDone')} /> : <RightCircleOutlined aria-hidden />}{' '}
            {isDone ? <span className="quiet">{words}</span> : <Link to={to}>{words}</Link>}
          </li>
        ))}
      </ol>
    </section>
  )
}
