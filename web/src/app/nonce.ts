// The page's policy applies only styles that carry its word. Ant Design writes styles while it draws, and some of its parts
// (the lock on scrolling behind a dialog) have no way to be told that word, so every style element gets it as it is made.
const word = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce

if (word) {
  const create = document.createElement.bind(document)
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create(name, options)
    if (element instanceof HTMLStyleElement) element.nonce = word
    return element
  }) as typeof document.createElement
}

export {}
