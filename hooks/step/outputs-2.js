// @bun
import{wm,cc}from"./shared-39.js";import"./shared-14.js";import"./shared-45.js";import"./shared-13.js";import"./shared-43.js";import"./shared-79.js";import"./shared-51.js";import"./shared-7.js";import"./shared-86.js";import"./shared-70.js";import"./shared-61.js";export{cc as autoPasses,wm as outputs};
