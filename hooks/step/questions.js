// @bun
import{Nn,tn}from"./shared-54.js";import"./shared-7.js";import"./shared-68.js";import"./shared-56.js";import"./shared-5.js";import"./shared-82.js";import"./shared-46.js";import"./shared-65.js";import"./shared-49.js";import"./shared-14.js";import"./shared-60.js";import"./shared-50.js";import"./shared-63.js";export{Nn as viewQuestion,tn as viewQuestions};
