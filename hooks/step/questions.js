// @bun
import{jn,Jt}from"./shared-26.js";import"./shared-29.js";import"./shared-46.js";import"./shared-60.js";import"./shared-79.js";import"./shared-66.js";import"./shared-39.js";import"./shared-21.js";import"./shared-52.js";import"./shared-33.js";import"./shared-62.js";export{jn as viewQuestion,Jt as viewQuestions};
