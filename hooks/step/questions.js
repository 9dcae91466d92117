// @bun
import{jn,Vt}from"./shared-29.js";import"./shared-49.js";import"./shared-53.js";import"./shared-54.js";import"./shared-81.js";import"./shared-13.js";import"./shared-40.js";import"./shared-12.js";import"./shared-14.js";import"./shared-5.js";import"./shared-62.js";export{jn as viewQuestion,Vt as viewQuestions};
