// Where somebody stands, as the browser tells it; and what to do when it does not.
import { useState } from 'react'
import { pointText } from './points'

/** A phone under the open sky takes some seconds; one that found nothing by then will not. */
const PATIENCE_SECONDS = 20
/** A position that may be further off is asked for again: so far outside of its boundary a place still counts as inside. */
const ROUGH_METRES = 200

export type Position = { what: 'busy' | 'refused' | 'late' | 'nowhere' | 'unsafe' } | { what: 'found' | 'rough'; metres: number }

function refusal({ code, PERMISSION_DENIED, TIMEOUT }: GeolocationPositionError): Position {
  return { what: code === PERMISSION_DENIED ? 'refused' : code === TIMEOUT ? 'late' : 'nowhere' }
}

export function usePosition(onFound: (text: string) => void) {
  const [position, setPosition] = useState<Position>()
  function locate() {
    // browsers tell it to encrypted pages only
    if (!window.isSecureContext || !navigator.geolocation) return setPosition({ what: 'unsafe' })
    setPosition({ what: 'busy' })
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const metres = Math.round(coords.accuracy)
        onFound(pointText(coords))
        setPosition({ what: metres > ROUGH_METRES ? 'rough' : 'found', metres })
      },
      error => setPosition(refusal(error)),
      { enableHighAccuracy: true, timeout: PATIENCE_SECONDS * 1000, maximumAge: 0 },
    )
  }
  return { position, locate }
}
