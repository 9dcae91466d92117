// @bun
import{zc}from"./s22.js";export{zc as viewQuestions};
