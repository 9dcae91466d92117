// @bun
import{Jp,Fl}from"./shared-48.js";import"./shared-49.js";import"./shared-39.js";import"./shared-25.js";import"./shared-59.js";import"./shared-86.js";import"./shared-71.js";import"./shared-80.js";import"./shared-14.js";export{Fl as autoPasses,Jp as outputs};
