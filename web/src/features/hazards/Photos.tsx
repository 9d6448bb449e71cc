import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecordView } from '../registers/data/types'

/** Photos before and after, side by side; the place that a camera wrote into them is in none of these. */
export function Photos({ record }: { record: RecordView }) {
  const { t } = useTranslation()
  const sides = (['before', 'after'] as const).map(side => ({ side, files: record.values[`photos_${side}`] ?? [] }))
  if (sides.every(({ files }) => files.length === 0)) return null
  return (
    <section className="sheet side photos" aria-label={t('hazards.photos.title')}>
      <h2>{t('hazards.photos.title')}</h2>
      <div className="photo-sides">
        {sides.map(({ side, files }) => (
          <div key={side}>
            <h3>{t(`hazards.photos.${side}`)}</h3>
            {files.length === 0 ? (
              <p className="quiet photo-none">{t(`hazards.photos.no${side === 'before' ? 'Before' : 'After'}`)}</p>
            ) : (
              <ul className="plain">
                {files.map((hash, n) => (
                  <Photo key={hash} hash={hash} name={t('hazards.photos.nth', { side: t(`hazards.photos.${side}`), n: n + 1 })} />
                ))}
              </ul>
            )}
          </div>
        ))}
      </div>
    </section>
  )
}

/** One of them: it opens larger, and beside it lies the original as it was brought. */
function Photo({ hash, name }: { hash: string; name: string }) {
  const { t } = useTranslation()
  const [isBroken, setBroken] = useState(false)
  return (
    <li className="photo">
      {isBroken ? (
        <span className="quiet photo-none">{t('hazards.photos.noPicture', { name })}</span>
      ) : (
        <a href={`/api/files/${hash}/picture?size=large`} target="_blank" rel="noreferrer">
          <img src={`/api/files/${hash}/picture?size=small`} alt={name} loading="lazy" onError={() => setBroken(true)} />
        </a>
      )}
      <a className="quiet" href={`/api/files/${hash}`} target="_blank" rel="noreferrer" title={hash} aria-label={t('hazards.photos.originalOf', { name })}>
        {t('hazards.photos.original')}
      </a>
    </li>
  )
}
