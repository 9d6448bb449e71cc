// Addresses as people read and share them: plain text, no JSON.

export function parseAddress(text: string): Record<string, unknown> {
  return Object.fromEntries(new URLSearchParams(text))
}

/** Commas, colons and dots stay as they are. */
export function addressOf(search: Record<string, unknown>): string {
  const known = Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== '')
  const plain = (text: string) => encodeURIComponent(text).replace(/%2C/g, ',').replace(/%3A/g, ':').replace(/%7E/g, '~')
  const text = known.map(([name, value]) => `${plain(name)}=${plain(String(value))}`).join('&')
  return text && `?${text}`
}
