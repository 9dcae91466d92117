// @bun
import{yc}from"./s25.js";export{yc as viewQuestions};
