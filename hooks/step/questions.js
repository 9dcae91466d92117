// @bun
import{Ic}from"./s19.js";export{Ic as viewQuestions};
