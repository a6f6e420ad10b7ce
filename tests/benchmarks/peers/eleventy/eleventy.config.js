/** Eleventy with one page an article, lists of keywords, and a feed. */
import { feedPlugin } from "@11ty/eleventy-plugin-rss";
import footnotes from "markdown-it-footnote";

export default function (config) {
  config.amendLibrary("md", (library) => library.set({ html: true, typographer: true }).use(footnotes));
  config.addPassthroughCopy("content/**/*.png");
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addPlugin(feedPlugin, {
    type: "atom",
    outputPath: "/feed.xml",
    collection: { name: "article", limit: 20 },
    metadata: {
      language: "en",
      title: "A generated archive",
      base: "https://example.org/archive/",
      author: { name: "Archive" },
    },
  });
  return {
    dir: { input: "content", includes: "../_includes", output: "output" },
    markdownTemplateEngine: false,
  };
}
