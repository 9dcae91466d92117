// @bun
import{Jp,Nl}from"./shared-45.js";import"./shared-46.js";import"./shared-37.js";import"./shared-25.js";import"./shared-57.js";import"./shared-86.js";import"./shared-54.js";import"./shared-81.js";import"./shared-13.js";export{Nl as autoPasses,Jp as outputs};
