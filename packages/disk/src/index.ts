export { type DiskImage, missingDiskTools, parseDiskImage } from './parse-disk-image.ts';
export { runTool, type ToolArgument, type ToolEnd, type ToolRun, toolText } from './run-tool/run-tool.ts';
export { type SandboxLevel, sandbox } from './run-tool/sandbox-level.ts';
