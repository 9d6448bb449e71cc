/** Hands over bytes as a file, as if they had been asked for by a link. */
export function download(bytes: Blob, name: string) {
  const address = URL.createObjectURL(bytes)
  const link = Object.assign(document.createElement('a'), { href: address, download: name })
  link.click()
  URL.revokeObjectURL(address)
}
