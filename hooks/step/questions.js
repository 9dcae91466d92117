// @bun
import{zc}from"./s33.js";export{zc as viewQuestions};
