package dev.segue.browser;

/** Finds words that a narrow column breaks. */
public final class BrokenWords {
  /**
   * JavaScript's function {@code brokenWords}, which returns the words of a document, up to 12
   * characters long, that are on several lines. Ids and other data, which are in {@code bdi}, may
   * be broken.
   */
  public static final String SCRIPT =
      """
      function brokenWords(page) {
        const broken = [];
        const texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          const data = texts.currentNode.parentElement.closest("bdi");
          for (const word of data ? [] : texts.currentNode.data.matchAll(/[\\p{L}\\p{N}_]+/gu)) {
            const range = page.createRange();
            range.setStart(texts.currentNode, word.index);
            range.setEnd(texts.currentNode, word.index + word[0].length);
            const lines = new Set([...range.getClientRects()].map(it => Math.round(it.top)));
            if (lines.size > 1 && word[0].length <= 12) {
              broken.push(word[0]);
            }
          }
        }
        return broken.join(" ");
      }
      """;

  private BrokenWords() {}
}
