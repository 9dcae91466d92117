// @bun
import{_o}from"./shared-33.js";import"./shared-14.js";import"./shared-35.js";import"./shared-16.js";import"./shared-7.js";import"./shared-37.js";import"./shared-10.js";import"./shared-26.js";import"./shared-18.js";export{_o as endedCommand};
