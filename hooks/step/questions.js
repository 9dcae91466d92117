// @bun
import{zc}from"./s5.js";export{zc as viewQuestions};
