// @bun
import{Dn,sn}from"./shared-9.js";import"./shared-26.js";import"./shared-51.js";import"./shared-67.js";import"./shared-7.js";import"./shared-86.js";import"./shared-70.js";import"./shared-61.js";import"./shared-48.js";import"./shared-18.js";import"./shared-40.js";import"./shared-42.js";import"./shared-58.js";export{Dn as viewQuestion,sn as viewQuestions};
