import type { Page, WebSocketRoute } from '@playwright/test'

/** Stands between a page and the draft's socket, as a mobile network does: it can lose its signal and find it again. */
export async function carrier(page: Page) {
  const open = new Set<WebSocketRoute>()
  let signal = true
  await page.routeWebSocket(/\/sync\//, (socket) => {
    if (!signal) return void socket.close({ code: 1001 })
    open.add(socket)
    socket.connectToServer()
  })
  return {
    lose() {
      signal = false
      for (const socket of open) void socket.close({ code: 1001 })
      open.clear()
    },
    find() { signal = true },
  }
}
