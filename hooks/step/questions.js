// @bun
import{Nc}from"./s8.js";export{Nc as viewQuestions};
