export { renderHtml } from './html/render-html.ts';
export * from './model/report-model.ts';
